package io.lamella.upload.tus;

import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.FileStored;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileIntake;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** Makes uploads: those that wait for bytes, and those that are whole from the beginning. */
@ApplicationScoped
class Creating {
  /**
   * What a request says of the upload that it makes.
   *
   * @param header the metadata as they came
   * @param concat what the upload is to others, as the client said it
   * @param length of the whole; null: it is said later
   */
  record Creation(
      UploadMetadata metadata,
      @Nullable String header,
      @Nullable Concat concat,
      @Nullable Long length) {
    private Upload.Kind kind() {
      if (concat == null) {
        return Upload.Kind.PLAIN;
      }
      return concat.isPartial() ? Upload.Kind.PARTIAL : Upload.Kind.FINAL;
    }
  }

  private final Database database;
  private final Uploads uploads;
  private final Joining joining;
  private final FileIntake intake;
  private final long limit;

  @Inject
  Creating(
      Database database, Uploads uploads, Joining joining, FileIntake intake, UploadConfig config) {
    this.database = database;
    this.uploads = uploads;
    this.joining = joining;
    this.intake = intake;
    this.limit = config.limits().file().asLongValue();
  }

  /**
   * Refuses what no draft takes.
   *
   * @throws LamellaException {@code too-large}, {@code invalid-request}
   */
  void check(Creation creation) {
    if (creation.kind() != Upload.Kind.PARTIAL) {
      creation.metadata().path();
    }
    creation.metadata().mode();
    creation.metadata().mtimeNanos();
    Long length = creation.length();
    if (length != null && length > limit) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, "A file may have at most " + limit + " bytes");
    }
  }

  /**
   * Makes an upload that was checked. The answer completes when it is durable, and its file
   * registered if it is whole.
   *
   * @throws LamellaException {@code too-large}, {@code invalid-request}; what drafts refuse
   */
  CompletableFuture<Upload> create(Draft draft, Creation creation) throws IOException {
    Upload fresh = fresh(draft, creation);
    Concat concat = creation.concat();
    if (concat != null && !concat.isPartial()) {
      long length = joining.check(draft, concat.parts());
      try (InputStream joined = joining.open(draft, concat.parts())) {
        return whole(draft, fresh.at(length, length, fresh.expires()), joined);
      }
    }
    Long length = creation.length();
    if (length != null && length == 0 && concat == null) {
      return whole(draft, fresh, InputStream.nullInputStream());
    }
    database.transact(tx -> uploads.insert(tx, fresh));
    return CompletableFuture.completedFuture(fresh);
  }

  private Upload fresh(Draft draft, Creation creation) {
    Upload.Kind kind = creation.kind();
    return new Upload(
        UUID.randomUUID(),
        draft.version(),
        draft.epoch(),
        kind,
        kind == Upload.Kind.PARTIAL ? null : creation.metadata().path(),
        creation.metadata().mode(),
        creation.metadata().mtimeNanos(),
        creation.header(),
        kind == Upload.Kind.FINAL && creation.concat() != null ? creation.concat().header() : null,
        creation.length(),
        0,
        false,
        false,
        uploads.expiry());
  }

  private CompletableFuture<Upload> whole(Draft draft, Upload upload, InputStream bytes)
      throws IOException {
    EntryPath path = Objects.requireNonNull(upload.path(), "a file has a path");
    CompletableFuture<FileStored> stored =
        intake.take(draft, path, upload.mtimeNanos(), upload.mode(), bytes);
    return stored.thenApply(
        file -> {
          Upload registered = upload.at(file.bytes(), file.bytes(), uploads.expiry());
          database.transact(tx -> uploads.insert(tx, registered));
          return registered;
        });
  }
}
