package io.lamella.sdk.folder;

import io.lamella.content.glob.Glob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What of a folder is wanted. Paths are relative to the folder.
 *
 * @param include only what one of these matches; empty: all
 * @param exclude nothing that one of these matches
 * @param recursive what lies in folders beneath it too
 */
public record Selection(List<Glob> include, List<Glob> exclude, boolean recursive) {
  /** File in a folder's top that names what to leave out, a glob a line, {@code #} for remarks. */
  public static final String IGNORE_FILE = ".lamellaignore";

  /** Folder of our own, never part of a version. */
  public static final String OWN_FOLDER = ".lamella";

  public static final Selection ALL = new Selection(List.of(), List.of(), true);

  public Selection {
    include = List.copyOf(include);
    exclude = List.copyOf(exclude);
  }

  /** What matches globs as people write them: without a {@code /} at any depth. */
  public static Selection of(List<String> include, List<String> exclude, boolean recursive) {
    return new Selection(
        include.stream().map(Glob::anywhere).toList(),
        exclude.stream().map(Glob::anywhere).toList(),
        recursive);
  }

  /** This selection without what the folder's own file leaves out. */
  public Selection withIgnoreFileOf(Path folder) throws IOException {
    Path file = folder.resolve(IGNORE_FILE);
    if (!Files.isRegularFile(file)) {
      return this;
    }
    List<Glob> more = new ArrayList<>(exclude);
    for (String line : Files.readAllLines(file)) {
      String pattern = line.strip();
      if (!pattern.isEmpty() && !pattern.startsWith("#")) {
        more.add(Glob.anywhere(pattern));
      }
    }
    return new Selection(include, more, recursive);
  }

  /** True for anything but a folder that is to be walked. */
  public boolean wants(String path) {
    return !excludes(path)
        && (recursive || path.indexOf('/') < 0)
        && (include.isEmpty() || include.stream().anyMatch(glob -> glob.matches(path)));
  }

  /** True when there may be something wanted in the folder. */
  public boolean enters(String folder) {
    return recursive && exclude.stream().noneMatch(glob -> glob.matchesFolder(folder));
  }

  /** True when {@code path}, or a folder that it lies in, is left out. */
  public boolean excludes(String path) {
    if (exclude.isEmpty()) {
      return false;
    }
    for (int slash = path.indexOf('/'); slash > 0; slash = path.indexOf('/', slash + 1)) {
      String folder = path.substring(0, slash);
      if (exclude.stream().anyMatch(glob -> glob.matchesFolder(folder))) {
        return true;
      }
    }
    return exclude.stream().anyMatch(glob -> glob.matches(path));
  }
}
