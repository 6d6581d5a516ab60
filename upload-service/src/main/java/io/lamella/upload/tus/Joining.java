package io.lamella.upload.tus;

import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.KeptBytes;
import io.lamella.upload.pack.StoredPacks;
import io.lamella.upload.transfer.Doors;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;

/** Puts the bytes of partial uploads together again, as they lie in their packs. */
@ApplicationScoped
public class Joining {
  private final Database database;
  private final Uploads uploads;
  private final StoredPacks storedPacks;
  private final long limit;

  @Inject
  Joining(Database database, Uploads uploads, StoredPacks storedPacks, UploadConfig config) {
    this.database = database;
    this.uploads = uploads;
    this.storedPacks = storedPacks;
    this.limit = config.limits().file().asLongValue();
  }

  /**
   * The bytes of uploads that stand in for the body of a request: so whoever is cut off goes on
   * from there.
   *
   * @param parts their addresses or ids
   * @param most bytes that they may have together
   * @param what names what they are in a problem
   * @throws LamellaException as {@link #check}
   */
  public InputStream open(Draft draft, List<String> parts, long most, String what) {
    List<UUID> ids = parts.stream().map(Concat::id).toList();
    check(draft, ids, most, what);
    return new StoredBody(open(draft, ids));
  }

  /** What goes wrong with it is the store's fault, not that of what was sent. */
  private static final class StoredBody extends FilterInputStream {
    StoredBody(InputStream bytes) {
      super(bytes);
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      try {
        return in.read(target, offset, length);
      } catch (IOException e) {
        if (Doors.understood(e) instanceof LamellaException problem) {
          throw problem;
        }
        throw e;
      }
    }
  }

  /** As below, for a file. */
  long check(Draft draft, List<UUID> parts) {
    return check(draft, parts, limit, "A file");
  }

  /**
   * Checks that the parts are whole, and of the draft, and together no longer than they may be.
   * Answers how long they are.
   *
   * @throws LamellaException {@code upload-not-found}, {@code invalid-request}, {@code conflict},
   *     {@code too-large}
   */
  private long check(Draft draft, List<UUID> parts, long most, String what) {
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
    if (length > most) {
      throw new LamellaException(
          ErrorCode.TOO_LARGE, what + " may have at most " + most + " bytes");
    }
    return length;
  }

  /** The bytes of the parts, which are opened one after the other. */
  InputStream open(Draft draft, List<UUID> parts) {
    ExtentReader packs = new ExtentReader(storedPacks.of(draft.domains()));
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
    return database
        .inTransaction(
            tx -> new KeptBytes(uploads.extents(tx, part), uploads.part(tx, part).tail()))
        .open(packs);
  }
}
