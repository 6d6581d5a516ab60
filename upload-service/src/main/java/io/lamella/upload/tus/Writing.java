package io.lamella.upload.tus;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.intake.FilePart;
import io.lamella.upload.intake.GrowingFile;
import io.lamella.upload.transfer.BodyPipe;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Writes what a request brings behind what has come of an upload. All of it that arrives counts,
 * and be it half of a request; of one with a checksum all or nothing.
 */
@ApplicationScoped
class Writing {
  /**
   * What a request says of the bytes that it brings.
   *
   * @param offset where they go
   * @param announced how many they are; -1: it does not say
   * @param length of the whole, if this is the request that says it
   */
  record Patch(long offset, long announced, @Nullable Long length, @Nullable Checksum checksum) {}

  /**
   * An upload that is this request's to write.
   *
   * @param length of the whole, if it is known by now
   * @param left bytes that may come
   */
  private record Claim(
      UUID writer, Upload upload, FilePart part, @Nullable Long length, long left) {
    boolean isWholeAt(long reached) {
      return length != null && length == reached;
    }
  }

  private static final Logger LOG = Logger.getLogger(Writing.class);

  private final Database database;
  private final Uploads uploads;
  private final Writers writers;
  private final FileIntake intake;
  private final long limit;

  @Inject
  Writing(
      Database database, Uploads uploads, Writers writers, FileIntake intake, UploadConfig config) {
    this.database = database;
    this.uploads = uploads;
    this.writers = writers;
    this.intake = intake;
    this.limit = config.limits().file().asLongValue();
  }

  /**
   * Writes a request's bytes. The answer, the upload as it stands then, completes when they are
   * durable, and the file registered if it is whole.
   *
   * @throws LamellaException {@code wrong-offset}, {@code upload-locked}, {@code too-large}, {@code
   *     checksum-mismatch}; what drafts refuse
   */
  CompletableFuture<Upload> write(Draft draft, UUID id, Patch patch, BodyPipe body)
      throws IOException {
    UUID writer = UUID.randomUUID();
    Optional<Claim> claimed =
        database.inTransaction(
            tx -> {
              Upload upload = uploads.lock(tx, id);
              if (upload.isLocked()) {
                uploads.want(tx, id);
                return Optional.empty();
              }
              Claim checked = check(upload, draft, writer, patch);
              return Optional.of(
                  upload.isWhole()
                      ? checked
                      : new Claim(
                          writer,
                          upload,
                          uploads.claim(tx, id, writer),
                          checked.length(),
                          checked.left()));
            });
    Claim claim = claimed.orElseThrow(Uploads::locked);
    if (claim.upload().isWhole()) {
      return CompletableFuture.completedFuture(claim.upload());
    }
    writers.add(writer, body);
    CompletableFuture<Upload> done;
    try {
      done = write(draft, claim, patch, body);
    } catch (Throwable e) {
      letGo(claim);
      throw e;
    }
    return done.whenComplete((upload, failure) -> letGo(claim));
  }

  private Claim check(Upload upload, Draft draft, UUID writer, Patch patch) {
    if (upload.kind() == Upload.Kind.FINAL) {
      throw new LamellaException(
          ErrorCode.FORBIDDEN, "The upload was put together of others and takes no bytes");
    }
    if (upload.epoch() != draft.epoch()) {
      throw new LamellaException(
          ErrorCode.STALE_EPOCH,
          "The version was ended and resumed since the upload was created; create another one");
    }
    if (patch.offset() != upload.offset()) {
      throw new LamellaException(
          ErrorCode.WRONG_OFFSET,
          "The upload goes on at " + upload.offset() + ", not at " + patch.offset());
    }
    Long length = length(upload, patch);
    long left = (length == null ? limit : length) - upload.offset();
    if (patch.announced() > left) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE,
          "The upload lacks " + left + " bytes; the request brings " + patch.announced());
    }
    return new Claim(writer, upload, FilePart.NOTHING, length, left);
  }

  private @Nullable Long length(Upload upload, Patch patch) {
    Long known = upload.length();
    Long said = patch.length();
    if (said == null) {
      return known;
    }
    if (known != null && !known.equals(said)) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "The upload's length is " + known + " and stays so");
    }
    if (said < upload.offset()) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "More than " + said + " bytes have come already");
    }
    if (said > limit) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, "A file may have at most " + limit + " bytes");
    }
    return said;
  }

  private CompletableFuture<Upload> write(Draft draft, Claim claim, Patch patch, BodyPipe body)
      throws IOException {
    Arrival arrival = new Arrival(body, claim.left(), patch.checksum());
    Progress progress = new Progress(claim, patch.checksum() == null);
    boolean isFile = claim.upload().kind() == Upload.Kind.PLAIN;
    try (GrowingFile file =
        isFile ? intake.grow(draft, claim.part()) : intake.gather(draft, claim.part())) {
      file.read(arrival, progress);
      arrival.verify();
      if (isFile && claim.isWholeAt(file.length())) {
        return register(claim, file, progress);
      }
      file.note(progress);
      Upload reached = progress.end();
      if (arrival.wasStopped()) {
        throw Uploads.locked();
      }
      return CompletableFuture.completedFuture(reached);
    }
  }

  private CompletableFuture<Upload> register(Claim claim, GrowingFile file, Progress progress)
      throws IOException {
    Upload upload = claim.upload();
    EntryPath path = Objects.requireNonNull(upload.path(), "a file has a path");
    long length = file.length();
    List<Extent> before = database.inTransaction(tx -> uploads.extents(tx, upload.id()));
    before.addAll(progress.added);
    return file.register(before, path, upload.mtimeNanos(), upload.mode())
        .thenApply(
            stored ->
                database.inTransaction(tx -> uploads.complete(tx, upload, claim.writer(), length)));
  }

  private void letGo(Claim claim) {
    writers.remove(claim.writer());
    try {
      database.transact(tx -> uploads.release(tx, claim.upload().id(), claim.writer()));
    } catch (RuntimeException e) {
      LOG.infof("the claim of upload %s is left to lapse: %s", claim.upload().id(), e);
    }
  }

  /**
   * What is noted of a request's bytes. That a file is whole is never noted before it is
   * registered.
   */
  private final class Progress implements GrowingFile.Notes {
    private final Claim claim;
    private final boolean asItComes;
    private final List<Extent> added = new ArrayList<>();
    private FilePart reached;

    /**
     * @param asItComes whether it counts before all of it has come
     */
    Progress(Claim claim, boolean asItComes) {
      this.claim = claim;
      this.asItComes = asItComes;
      this.reached = claim.part();
    }

    @Override
    public void take(FilePart part, List<Extent> more) {
      added.addAll(more);
      reached = part;
      if (asItComes && !claim.isWholeAt(part.length())) {
        note();
      }
    }

    Upload end() {
      return note();
    }

    private Upload note() {
      Upload upload =
          database.inTransaction(
              tx ->
                  uploads.note(tx, claim.upload(), claim.writer(), claim.length(), reached, added));
      added.clear();
      return upload;
    }
  }
}
