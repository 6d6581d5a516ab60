package io.lamella.sdk.link;

import io.lamella.content.manifest.EntryPath;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place elsewhere into which files are put as plain objects, each at its path in a version. An
 * object appears there whole, or not at all; what is there already stays as it is. Safe for use by
 * several threads, and by several processes at once.
 */
public interface ObjectFolder {
  /** How often a file that changes while it is read is read. */
  int ATTEMPTS = 3;

  /** Where it is on this machine, if it is. */
  Optional<Path> folder();

  /**
   * What became of a file.
   *
   * @param pin the object, pinned; null: it is not there
   * @param bytesRead bytes that were read for it
   * @param failure why it is not there, with the file or object that it is about
   */
  record Placed(@Nullable Pin pin, long bytesRead, @Nullable String failure) {
    static Placed failed(String why) {
      return new Placed(null, 0, why);
    }

    /** Something else is there. */
    static Placed different(Path source, Object target) {
      return failed(target + ": is there already, and is different from " + source + "; it stays");
    }
  }

  /**
   * Puts a file there, read once and hashed while it is copied, where nothing is yet. An object
   * with the same bytes stays; what is different stays too, and is named.
   *
   * @param source a file; one that changes while it is read is read again, three times at most
   * @param path its path in the version
   */
  Placed place(Path source, EntryPath path);

  /** What {@link #place} would come to, without writing anything. */
  Placed rehearse(Path source, EntryPath path);
}
