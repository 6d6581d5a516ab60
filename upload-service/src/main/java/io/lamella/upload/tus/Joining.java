package io.lamella.upload.tus;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FilePart;
import io.lamella.upload.pack.Stores;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Puts the bytes of partial uploads together again, as they lie in their packs. */
@ApplicationScoped
class Joining {
  private final Database database;
  private final Uploads uploads;
  private final Stores stores;
  private final long limit;

  @Inject
  Joining(Database database, Uploads uploads, Stores stores, UploadConfig config) {
    this.database = database;
    this.uploads = uploads;
    this.stores = stores;
    this.limit = config.limits().file().asLongValue();
  }

  /**
   * Checks that the parts are whole, and of the draft, and together no longer than a file may be.
   * Answers how long they are.
   *
   * @throws LamellaException {@code upload-not-found}, {@code invalid-request}, {@code conflict},
   *     {@code too-large}
   */
  long check(Draft draft, List<UUID> parts) {
    List<Upload> found =
        database.inTransaction(tx -> parts.stream().map(part -> uploads.get(tx, part)).toList());
    long length = 0;
    for (Upload part : found) {
      if (part.kind() != Upload.Kind.PARTIAL || !part.version().equals(draft.version())) {
        throw new LamellaException(
            ErrorCode.INVALID_REQUEST, part.id() + " is no partial upload of this draft");
      }
      if (!part.isWhole()) {
        throw new LamellaException(
            ErrorCode.CONFLICT, "Not all bytes of " + part.id() + " have come yet");
      }
      length = Math.addExact(length, part.offset());
    }
    if (length > limit) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, "A file may have at most " + limit + " bytes");
    }
    return length;
  }

  /** The bytes of the parts, which are opened one after the other. */
  InputStream open(Draft draft, List<UUID> parts) {
    ExtentReader packs = new ExtentReader(stores.packsOf(draft.domains()));
    Iterator<UUID> next = parts.iterator();
    return new SequenceInputStream(
        new Enumeration<>() {
          @Override
          public boolean hasMoreElements() {
            return next.hasNext();
          }

          @Override
          public InputStream nextElement() {
            return open(packs, next.next());
          }
        });
  }

  private InputStream open(ExtentReader packs, UUID part) {
    List<Extent> extents = new ArrayList<>();
    FilePart arrived =
        database.inTransaction(
            tx -> {
              extents.clear();
              extents.addAll(uploads.extents(tx, part));
              return uploads.part(tx, part);
            });
    return new SequenceInputStream(
        Collections.enumeration(
            List.of(
                packs.stream(extents, 0, arrived.settled()),
                new ByteArrayInputStream(arrived.tail()))));
  }
}
