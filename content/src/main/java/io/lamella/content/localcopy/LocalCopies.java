package io.lamella.content.localcopy;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.pack.PackSource;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
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

  /**
   * What is to be copied: a version, or a part of it.
   *
   * @param prefix only what lies at or beneath it; null: everything
   * @param excerpt only what it chooses; null: everything
   */
  public record Wanted(
      String version, Root root, @Nullable EntryPath prefix, @Nullable Excerpt excerpt) {
    public Wanted {
      if (prefix != null && excerpt != null) {
        throw new IllegalArgumentException("either what lies at a path or an excerpt");
      }
    }

    public Wanted(String version, Root root, @Nullable EntryPath prefix) {
      this(version, root, prefix, null);
    }

    boolean isWhole() {
      return prefix == null && excerpt == null;
    }

    @Nullable String prefixText() {
      return prefix == null ? null : prefix.toString();
    }

    @Nullable String words() {
      return excerpt == null ? null : excerpt.words();
    }

    Cursor<Entry> entries(PackSource source) throws IOException {
      Manifest manifest = new Manifest(source, root);
      return excerpt == null ? manifest.entries(prefix, null) : excerpt.of(manifest);
    }
  }

  /** Told while a copy is made; called from several threads. Totals are known from the start. */
  public interface Progress {
    Progress NONE = new Progress() {};

    default void begin(long files, long bytes) {}

    /** Files finished and bytes written since the last call; fetched bytes went over the wire. */
    default void advance(long files, long written, long fetched) {}
  }

  /**
   * A finished copy. Fetched: bytes read from packs and links; reused: logical bytes taken from
   * what was on this machine.
   *
   * @param files files in it, those behind links among them
   * @param lacking links whose objects are gone or are other ones now, so that nothing lies at
   *     their paths, in order
   */
  public record Copied(
      Path folder,
      long files,
      long bytes,
      long bytesFetched,
      long bytesReused,
      List<String> notes,
      List<Problem> lacking) {
    public Copied {
      notes = List.copyOf(notes);
      lacking = List.copyOf(lacking);
    }

    private Copied withNote(@Nullable String note) {
      if (note == null) {
        return this;
      }
      List<String> more = new ArrayList<>(notes);
      more.add(note);
      return new Copied(folder, files, bytes, bytesFetched, bytesReused, more, lacking);
    }
  }

  /**
   * A copy in the cache.
   *
   * @param prefix it holds only what lies there; null: it was not made so
   * @param excerpt it holds only what these words choose; null: it was not made so
   */
  public record Cached(
      String id,
      String versionDigest,
      @Nullable String prefix,
      @Nullable String excerpt,
      Path folder,
      long files,
      long bytes,
      Instant used,
      boolean inUse,
      boolean pinned) {}

  /**
   * Something that is not as the version says; {@code problem}: missing, changed, extra, corrupt,
   * link-missing, link-changed.
   */
  public record Problem(
      String path, String problem, @Nullable String expected, @Nullable String actual) {}

  private final Layout layout;
  private final Settings settings;
  private final Inventory inventory;

  private LocalCopies(Layout layout, Settings settings) {
    this.layout = layout;
    this.settings = settings;
    this.inventory = new Inventory(layout);
  }

  /**
   * Opens the cache at {@code root} and makes it where there is none.
   *
   * @throws IOException also when this Java cannot write every file name
   */
  public static LocalCopies open(Path root, Settings settings) throws IOException {
    FileNames.check();
    return new LocalCopies(Layout.of(root), settings);
  }

  /**
   * The id under which a copy of {@code wanted} is listed; equal content has equal ids, and a part
   * of a version never has that of the whole or of another part.
   */
  public static String id(Wanted wanted) {
    return Layout.id(wanted);
  }

  /**
   * The shared, read-only copy: found and looked over (size, mtime, ctime of each file; every byte
   * with {@code verify}), or made. What differs is fetched again, never given out. Its folder holds
   * the version's entries and nothing else. It stays for at least the keep of the settings.
   *
   * @throws DamagedFilesException when stored bytes of files are gone or changed; it names them all
   * @throws java.io.InterruptedIOException when the thread is interrupted; the next call goes on
   */
  public Copied shared(Wanted wanted, PackSource source, boolean verify, Progress progress)
      throws IOException {
    return shared(wanted, source, LinkSource.NONE, verify, progress);
  }

  /**
   * As {@link #shared(Wanted, PackSource, boolean, Progress)}, with what external links lead to: a
   * copy that lacks some of that is given out, and what it lacks is tried again by the next call.
   */
  public Copied shared(
      Wanted wanted, PackSource source, LinkSource links, boolean verify, Progress progress)
      throws IOException {
    String id = Layout.id(wanted);
    try (OsLock lease = OsLock.shared(layout.useLock(id))) {
      Copied copied;
      try (Work work = Work.begin(source, links, progress)) {
        copied = new SharedCopies(layout, work).get(wanted, id, verify);
      }
      if (copied.bytesFetched() == 0 && copied.bytesReused() == copied.bytes()) {
        return copied;
      }
      new Pruning(layout).prune(settings.maxBytes(), settings.keep());
      return copied.withNote(overTheBound());
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  private @Nullable String overTheBound() throws IOException {
    long bytes = inventory.bytesOnDisk();
    if (bytes <= settings.maxBytes()) {
      return null;
    }
    return "the local copies take "
        + bytes
        + " bytes, more than their bound of "
        + settings.maxBytes()
        + ": the others are in use, pinned, or were given out a short while ago";
  }

  /**
   * A writable copy in {@code target}, which must not exist or be empty, unless {@code overwrite}:
   * then its content is brought to the version's, and what is not of the version goes (but a {@code
   * .lamella} at its top, the client's own). Files get back their mode bits and modification times,
   * empty folders their mode bits.
   *
   * @throws DamagedFilesException when stored bytes of files are gone or changed; it names them all
   * @throws FolderNotEmptyException when the target holds something and is not to be overwritten
   * @throws java.io.InterruptedIOException when the thread is interrupted
   */
  public Copied writable(
      Wanted wanted, PackSource source, Path target, boolean overwrite, Progress progress)
      throws IOException {
    return writable(wanted, source, LinkSource.NONE, target, overwrite, progress);
  }

  /**
   * As {@link #writable(Wanted, PackSource, Path, boolean, Progress)}, with what external links
   * lead to, as far as that could be had.
   */
  public Copied writable(
      Wanted wanted,
      PackSource source,
      LinkSource links,
      Path target,
      boolean overwrite,
      Progress progress)
      throws IOException {
    try (Work work = Work.begin(source, links, progress)) {
      return new WritableCopies(layout, work).copy(wanted, target, overwrite);
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    }
  }

  /** Compares a folder with a version, as {@link #compare} does, and returns what is wrong. */
  public static List<Problem> verify(
      Wanted wanted, PackSource source, Path folder, boolean sizeOnly, Progress progress)
      throws IOException {
    List<Problem> problems = new ArrayList<>();
    compare(wanted, source, LinkSource.NONE, folder, sizeOnly, progress, problems::add);
    return problems;
  }

  /**
   * Compares a folder with a version, byte by byte, or by size only. Kinds, symlink targets and
   * executable bits count; times and other mode bits do not. The file of a link is compared with
   * its digest; where that is not known, its object is read for it.
   *
   * @param links how links are read; {@link LinkSource#NONE}: files at their paths are extra
   * @param problems told of what is wrong, in order of paths
   * @return the number of entries that were looked for
   */
  public static long compare(
      Wanted wanted,
      PackSource source,
      LinkSource links,
      Path folder,
      boolean sizeOnly,
      Progress progress,
      Consumer<Problem> problems)
      throws IOException {
    FileNames.check();
    Path lines = Files.createTempFile("lamella-verify-", ".record");
    try (Work work = Work.begin(source, links, progress)) {
      Wish wish = Wish.note(wanted, work, lines);
      progress.begin(wish.files(), wish.bytes());
      new Verification(folder.toRealPath(), sizeOnly, work).verify(lines).forEach(problems);
      return wish.entries();
    } catch (ClosedByInterruptException e) {
      throw interrupted(e);
    } finally {
      Files.deleteIfExists(lines);
    }
  }

  /** The finished copies, the one that was not used for longest first. */
  public List<Cached> list() throws IOException {
    return inventory.list();
  }

  /** Keeps a copy from being removed, or no longer; false when there is none of this id. */
  public boolean pin(String id, boolean pinned) throws IOException {
    return inventory.pin(id, pinned);
  }

  /**
   * Removes copies, least recently used first, until at most {@code maxBytes} remain; never one in
   * use, pinned, or (unless {@code all}) given out within the keep. Returns what went.
   */
  public List<Cached> prune(long maxBytes, boolean all) throws IOException {
    return new Pruning(layout).prune(maxBytes, all ? Duration.ZERO : settings.keep());
  }

  /**
   * Removes one copy, whatever the keep; false when it is in use or pinned, or all copies that it
   * may share files with are being worked on; true also when it is not there.
   */
  public boolean remove(String id) throws IOException {
    return new Pruning(layout).removeOne(id);
  }

  /** Marks a copy as in use by this process until closed; empty when it is gone. */
  public Optional<AutoCloseable> lease(String id) throws IOException {
    return inventory.lease(id).map(lock -> lock);
  }

  @Override
  public void close() throws IOException {}

  private static InterruptedIOException interrupted(ClosedByInterruptException cause) {
    InterruptedIOException interrupted = new InterruptedIOException("interrupted");
    interrupted.initCause(cause);
    return interrupted;
  }
}
