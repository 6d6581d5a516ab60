package io.lamella.content.localcopy;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Versions as folders under one root, shared by every process of the machine. Finished copies are
 * the cache: the next copy links or copies from them. Safe for use by several threads and
 * processes.
 */
public final class LocalCopies implements AutoCloseable {
  /** What bounds a cache: bytes on disk, and how long a copy stays after it was given out. */
  public record Settings(long maxBytes, Duration keep) {
    public static final Settings DEFAULT = new Settings(50L << 30, Duration.ofHours(24));
  }

  /** What is to be copied: a version, or what lies at or beneath {@code prefix}. */
  public record Wanted(String version, Root root, @Nullable EntryPath prefix) {}

  /** Told while a copy is made; called from several threads. Totals are known from the start. */
  public interface Progress {
    Progress NONE = new Progress() {};

    default void begin(long files, long bytes) {}

    /** Files finished and bytes written since the last call; fetched bytes went over the wire. */
    default void advance(long files, long written, long fetched) {}
  }

  /**
   * A finished copy. Fetched: bytes read from packs; reused: logical bytes taken from what was on
   * this machine.
   */
  public record Copied(
      Path folder,
      long files,
      long bytes,
      long bytesFetched,
      long bytesReused,
      List<String> notes) {}

  /** A copy in the cache. */
  public record Cached(
      String id,
      String versionDigest,
      @Nullable String prefix,
      Path folder,
      long files,
      long bytes,
      Instant used,
      boolean inUse,
      boolean pinned) {}

  /**
   * Something that is not as the version says; {@code problem}: missing, changed, extra, corrupt.
   */
  public record Problem(
      String path, String problem, @Nullable String expected, @Nullable String actual) {}

  public static LocalCopies open(Path root, Settings settings) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * The shared, read-only copy: found and looked over (size, mtime, ctime of each file; every byte
   * with {@code verify}), or made.
   */
  public Copied shared(Wanted wanted, PackSource source, boolean verify, Progress progress)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * A writable copy in {@code target}, which must not exist or be empty, unless {@code overwrite}:
   * then its content is brought to the version's, and what is not of the version goes.
   */
  public Copied writable(
      Wanted wanted, PackSource source, Path target, boolean overwrite, Progress progress)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Compares a folder with a version, byte by byte, or by size only. */
  public static List<Problem> verify(
      Wanted wanted, PackSource source, Path folder, boolean sizeOnly, Progress progress)
      throws IOException {
    throw new UnsupportedOperationException();
  }

  public List<Cached> list() throws IOException {
    throw new UnsupportedOperationException();
  }

  public boolean pin(String id, boolean pinned) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes copies, least recently used first, until at most {@code maxBytes} remain; never one in
   * use, pinned, or (unless {@code all}) given out within the keep. Returns what went.
   */
  public List<Cached> prune(long maxBytes, boolean all) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * Removes one copy, whatever the keep; false when it is in use, true also when it is not there.
   */
  public boolean remove(String id) throws IOException {
    throw new UnsupportedOperationException();
  }

  /** Marks a copy as in use by this process until closed; empty when it is gone. */
  public Optional<AutoCloseable> lease(String id) throws IOException {
    throw new UnsupportedOperationException();
  }

  @Override
  public void close() throws IOException {}
}
