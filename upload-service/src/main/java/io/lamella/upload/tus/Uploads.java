package io.lamella.upload.tus;

import io.lamella.content.pack.Extent;
import io.lamella.contracts.ExtentRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Columns;
import io.lamella.upload.database.Transaction;
import io.lamella.upload.draft.Drafts;
import io.lamella.upload.intake.FilePart;
import io.vertx.core.buffer.Buffer;
import io.vertx.mutiny.sqlclient.Row;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The uploads' table. Whoever writes an upload claims it: a claim lapses unless it is renewed, and
 * what is written under one that is lost changes nothing.
 */
@ApplicationScoped
class Uploads {
  /** A claim is over so long after it was renewed last. */
  static final Duration CLAIM = Duration.ofSeconds(10);

  private final Drafts drafts;
  private final Duration term;

  @Inject
  Uploads(Drafts drafts, UploadConfig config) {
    this.drafts = drafts;
    Duration expiry = config.tus().expiry();
    this.term = expiry.compareTo(config.lease()) < 0 ? expiry : config.lease();
  }

  /** When an upload expires that brings nothing from now on: its packs are leased until then. */
  Instant expiry() {
    return Instant.now().plus(term);
  }

  void insert(Transaction tx, Upload upload) {
    tx.run(
        "INSERT INTO tus_upload (id, version, epoch, kind, path, mode, mtime, metadata, concat,"
            + " length, settled, expires) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11,"
            + " $12)",
        upload.id(),
        upload.version(),
        upload.epoch(),
        upload.kind().name(),
        upload.path() == null ? null : upload.path().toString(),
        upload.mode(),
        upload.mtimeNanos(),
        upload.metadata(),
        upload.concat(),
        upload.length(),
        upload.offset(),
        Columns.time(upload.expires()));
  }

  /**
   * The upload of this id.
   *
   * @throws LamellaException {@code upload-not-found} or {@code upload-expired}
   */
  Upload get(Transaction tx, UUID id) {
    return known(id, tx.first("SELECT " + Upload.COLUMNS + " FROM tus_upload WHERE id = $1", id));
  }

  /** As above, with its row locked until the transaction ends. */
  Upload lock(Transaction tx, UUID id) {
    return known(
        id, tx.first("SELECT " + Upload.COLUMNS + " FROM tus_upload WHERE id = $1 FOR UPDATE", id));
  }

  private static Upload known(UUID id, Optional<Row> row) {
    Upload upload = row.map(Upload::of).orElseThrow(() -> unknown(id.toString()));
    if (upload.isExpired()) {
      throw new LamellaException(
          ErrorCode.UPLOAD_EXPIRED,
          "The upload has expired at " + upload.expires() + "; create another one");
    }
    return upload;
  }

  static LamellaException unknown(String id) {
    return new LamellaException(
        ErrorCode.UPLOAD_NOT_FOUND,
        "There is no upload " + id + "; it was removed, or has expired: create another one");
  }

  /** Gives a locked upload, which nobody writes, to a writer. Answers what has come of it. */
  FilePart claim(Transaction tx, UUID id, UUID writer) {
    Row row =
        tx.first(
                "UPDATE tus_upload SET writer = $2, writer_until = $3, wanted = false WHERE id = $1"
                    + " RETURNING settled, tail, digest",
                id,
                writer,
                Columns.time(Instant.now().plus(CLAIM)))
            .orElseThrow();
    return part(row);
  }

  /** Says to whoever writes the upload that somebody else waits for it. */
  void want(Transaction tx, UUID id) {
    tx.run("UPDATE tus_upload SET wanted = true WHERE id = $1 AND NOT wanted", id);
  }

  /** Renews claims; answers the writers that go on: theirs are no others', and nobody waits. */
  Set<UUID> renew(Transaction tx, Collection<UUID> writers) {
    Set<UUID> goOn = new HashSet<>();
    tx.run(
            "UPDATE tus_upload SET writer_until = $2 WHERE writer = ANY($1) RETURNING writer,"
                + " wanted",
            writers.toArray(UUID[]::new),
            Columns.time(Instant.now().plus(CLAIM)))
        .forEach(
            row -> {
              if (!row.getBoolean("wanted")) {
                goOn.add(row.getUUID("writer"));
              }
            });
    return goOn;
  }

  /** Ends a claim, if it is still this writer's. */
  void release(Transaction tx, UUID id, UUID writer) {
    tx.run(
        "UPDATE tus_upload SET writer = NULL, writer_until = NULL, wanted = false WHERE id = $1"
            + " AND writer = $2",
        id,
        writer);
  }

  /**
   * Notes what has come of a claimed upload; with it the leases of its packs are extended.
   *
   * @param length of the whole, if it is known by now
   * @param added where the bytes lie that were settled since the last note
   * @throws LamellaException {@code upload-locked} when the claim is lost
   */
  Upload note(
      Transaction tx,
      Upload upload,
      UUID writer,
      @Nullable Long length,
      FilePart part,
      List<Extent> added) {
    Instant until = expiry();
    int changed =
        tx.change(
            "UPDATE tus_upload SET settled = $3, tail = $4, digest = $5, length = $6, expires = $7"
                + " WHERE id = $1 AND writer = $2",
            upload.id(),
            writer,
            part.settled(),
            Buffer.buffer(part.tail()),
            Buffer.buffer(part.digest()),
            length,
            Columns.time(until));
    requireClaim(changed);
    if (!added.isEmpty()) {
      long bytes = added.stream().mapToLong(Extent::rawLength).sum();
      tx.run(
          "INSERT INTO tus_extents (upload, start, extents) VALUES ($1, $2, $3::text::jsonb)",
          upload.id(),
          part.settled() - bytes,
          Columns.json(added.stream().map(Extent::toRef).toList()));
    }
    drafts.touch(tx, upload.version());
    return upload.at(part.length(), length, until);
  }

  /**
   * Notes that the file of a claimed upload is registered: what was kept to go on with it goes.
   *
   * @throws LamellaException {@code upload-locked} when the claim is lost
   */
  Upload complete(Transaction tx, Upload upload, UUID writer, long length) {
    Instant until = expiry();
    int changed =
        tx.change(
            "UPDATE tus_upload SET settled = $3, length = $3, tail = '', digest = '', expires = $4,"
                + " writer = NULL, writer_until = NULL, wanted = false WHERE id = $1 AND writer ="
                + " $2",
            upload.id(),
            writer,
            length,
            Columns.time(until));
    requireClaim(changed);
    tx.run("DELETE FROM tus_extents WHERE upload = $1", upload.id());
    return upload.at(length, length, until);
  }

  private static void requireClaim(int changed) {
    if (changed == 0) {
      throw locked();
    }
  }

  static LamellaException locked() {
    return new LamellaException(
        ErrorCode.UPLOAD_LOCKED,
        "Another request writes this upload, or has taken it over; ask for its offset, and go on"
            + " from there");
  }

  /** Where the settled bytes lie, in order. */
  List<Extent> extents(Transaction tx, UUID id) {
    List<Extent> all = new ArrayList<>();
    for (Row row :
        tx.run(
            "SELECT extents::text AS extents FROM tus_extents WHERE upload = $1 ORDER BY start",
            id)) {
      Columns.jsonList(row, "extents", ExtentRef.class).stream().map(Extent::of).forEach(all::add);
    }
    return all;
  }

  /** What has come of an upload. */
  FilePart part(Transaction tx, UUID id) {
    return tx.first("SELECT settled, tail, digest FROM tus_upload WHERE id = $1", id)
        .map(Uploads::part)
        .orElseThrow(() -> unknown(id.toString()));
  }

  private static FilePart part(Row row) {
    return new FilePart(
        row.getLong("settled"), Columns.bytes(row, "tail"), Columns.bytes(row, "digest"));
  }

  void delete(Transaction tx, UUID id) {
    tx.run("DELETE FROM tus_upload WHERE id = $1", id);
  }

  /** Deletes uploads that have expired and that nobody writes; answers how many these were. */
  int deleteExpired(Transaction tx, int limit) {
    return tx.change(
        "DELETE FROM tus_upload WHERE id IN (SELECT id FROM tus_upload WHERE expires <= now() AND"
            + " (writer IS NULL OR writer_until <= now()) ORDER BY expires LIMIT $1 FOR UPDATE SKIP"
            + " LOCKED)",
        limit);
  }
}
