package io.lamella.sdk.folder;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the last scan of a folder found out: the digest of each file and the stamp it had. Asked in
 * path order. An answer is only given for a file whose stamp is the same and whose last changes lie
 * well before that scan; a file changed in the same moment as it was read can bear the same times.
 */
public final class ScanIndex implements Closeable {
  static final int MAGIC = 0x4c4d5331;

  /** How much older than the scan a file must be, nanoseconds. */
  static final long MARGIN = TimeUnit.SECONDS.toNanos(2);

  private final @Nullable DataInputStream in;
  private final long scanned;
  private @Nullable EntryPath path;
  private @Nullable Stamp stamp;
  private @Nullable Digest digest;

  private ScanIndex(@Nullable DataInputStream in, long scanned) throws IOException {
    this.in = in;
    this.scanned = scanned;
    advance();
  }

  /** An index that knows nothing. */
  public static ScanIndex none() {
    try {
      return new ScanIndex(null, 0);
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Opens the index in {@code file}; one that is not there, cannot be read, or describes no version
   * of {@code versions}, knows nothing.
   */
  public static ScanIndex open(Path file, Set<UUID> versions) {
    try {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
      if (in.readInt() == MAGIC && versions.contains(new UUID(in.readLong(), in.readLong()))) {
        return new ScanIndex(in, in.readLong());
      }
      in.close();
      return none();
    } catch (IOException e) {
      return none();
    }
  }

  /** Digest of the file as it is now, if that is surely known. */
  public @Nullable Digest digestOf(Scanned.File file) {
    while (path != null && path.compareTo(file.path()) < 0) {
      advanceOrEnd();
    }
    if (path == null || stamp == null || !path.equals(file.path())) {
      return null;
    }
    Stamp now = file.stamp();
    boolean old = now.mtimeNanos() < scanned - MARGIN && now.ctimeNanos() < scanned - MARGIN;
    return old && stamp.sameContentAs(now) ? digest : null;
  }

  private void advanceOrEnd() {
    try {
      advance();
    } catch (IOException e) {
      path = null;
    }
  }

  private void advance() throws IOException {
    path = null;
    int length = in == null ? 0 : in.readUnsignedShort();
    if (length == 0 || in == null) {
      return;
    }
    byte[] utf8 = new byte[length];
    in.readFully(utf8);
    stamp =
        new Stamp(
            in.readInt(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong(),
            in.readLong());
    byte[] sha = new byte[Digest.LENGTH];
    in.readFully(sha);
    digest = Digest.wrap(sha);
    path = EntryPath.ofUtf8(utf8);
  }

  @Override
  public void close() throws IOException {
    if (in != null) {
      in.close();
    }
  }
}
