package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import java.util.List;

/**
 * Stored bytes of files that a version names are gone or changed. All of its other files that were
 * asked for could be read.
 */
public final class DamagedFilesException extends CorruptedException {
  private static final long serialVersionUID = 1L;
  private static final int NAMED = 20;

  private final List<String> paths;

  /**
   * @param paths paths of the files, at least one
   * @param first why one of them could not be read
   */
  DamagedFilesException(List<String> paths, Exception first) {
    super(message(paths, first), first);
    this.paths = List.copyOf(paths);
  }

  /** All of the files, in order of paths; the message names the first {@value #NAMED}. */
  public List<String> paths() {
    return paths;
  }

  private static String message(List<String> paths, Exception first) {
    int more = paths.size() - NAMED;
    return "stored bytes of "
        + (paths.size() == 1 ? "a file" : paths.size() + " files")
        + " are gone or changed: "
        + String.join(", ", paths.subList(0, Math.min(NAMED, paths.size())))
        + (more > 0 ? " and " + more + " more" : "")
        + " ("
        + first.getMessage()
        + ")";
  }
}
