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
  private final @Nullable ScanIndex otherwise;
  private @Nullable EntryPath path;
  private @Nullable Stamp stamp;
  private @Nullable Digest digest;

  private ScanIndex(@Nullable DataInputStream in, long scanned, @Nullable ScanIndex otherwise) {
    this.in = in;
    this.scanned = scanned;
    this.otherwise = otherwise;
    advanceOrEnd();
  }

  /** An index that knows nothing. */
  public static ScanIndex none() {
    return new ScanIndex(null, 0, null);
  }

  /** What a later scan that ended early has found out. */
  static Path partOf(Path file) {
    return file.resolveSibling(file.getFileName() + ".part");
  }

  /**
   * Opens the index in {@code file} and what a later scan that ended early has left beside it; one
   * that is not there, cannot be read, or describes no version of {@code versions}, knows nothing.
   */
  public static ScanIndex open(Path file, Set<UUID> versions) {
    return open(partOf(file), versions, open(file, versions, null));
  }

  private static ScanIndex open(Path file, Set<UUID> versions, @Nullable ScanIndex otherwise) {
    try {
      DataInputStream in =
          new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16));
      if (in.readInt() == MAGIC && versions.contains(new UUID(in.readLong(), in.readLong()))) {
        return new ScanIndex(in, in.readLong(), otherwise);
      }
      in.close();
    } catch (IOException e) {
      return otherwise == null ? none() : otherwise;
    }
    return otherwise == null ? none() : otherwise;
  }

  /** Digest of the file as it is now, if that is surely known. */
  public @Nullable Digest digestOf(Scanned.File file) {
    Digest known = known(file);
    Digest before = otherwise == null ? null : otherwise.digestOf(file);
    return known != null ? known : before;
  }

  private @Nullable Digest known(Scanned.File file) {
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
    try (otherwise) {
      if (in != null) {
        in.close();
      }
    }
  }
}
