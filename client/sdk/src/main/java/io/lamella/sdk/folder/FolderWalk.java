package io.lamella.sdk.folder;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What lies in a folder, in the order of paths in a version. Memory: the names of the folders on
 * the way down. What cannot be taken is told to the {@link Findings}, never left out silently.
 */
public final class FolderWalk implements Cursor<Scanned> {
  private record Level(
      Path folder,
      String relative,
      @Nullable EntryPath path,
      Stamp stamp,
      int depth,
      Iterator<String> names) {}

  private final Symlinks symlinks;
  private final Selection selection;
  private final boolean survey;
  private final Findings findings;
  private final Deque<Level> levels = new ArrayDeque<>();

  /**
   * @param folder the folder
   * @param prefix path in the version for its contents; null: the top
   * @param survey also look whether each file may be read, and for names that look alike
   */
  public FolderWalk(
      Path folder,
      @Nullable EntryPath prefix,
      Symlinks symlinks,
      Selection selection,
      boolean survey,
      Findings findings)
      throws IOException {
    this.symlinks = symlinks;
    this.selection = selection;
    this.survey = survey;
    this.findings = findings;
    Path real = folder.toRealPath();
    enter(real, "", prefix, Stamp.of(real, true), 0);
  }

  @Override
  public @Nullable Scanned next() {
    while (!levels.isEmpty()) {
      Level level = levels.getLast();
      if (!level.names().hasNext()) {
        levels.removeLast();
        continue;
      }
      String name = level.names().next();
      Path path = level.folder().resolve(name);
      try {
        Scanned found = look(level, name, path);
        if (found != null) {
          return found;
        }
      } catch (NoSuchFileException e) {
        continue;
      } catch (InvalidPathException e) {
        findings.invalidName(path + ": " + e.getMessage());
      } catch (IOException e) {
        findings.unreadable(path + ": " + FileProblem.reason(e));
      }
    }
    return null;
  }

  private @Nullable Scanned look(Level level, String name, Path path) throws IOException {
    String relative = level.relative().isEmpty() ? name : level.relative() + "/" + name;
    Stamp stamp = Stamp.of(path, false);
    if (stamp.isFolder()) {
      return folder(level, name, relative, path, stamp, level.depth() + 1);
    }
    if (!selection.wants(relative)) {
      return stamp.isSymlink() ? linkedFolder(level, name, relative, path) : null;
    }
    EntryPath at = entryPath(level, name);
    if (stamp.isSymlink()) {
      return symlink(level, name, relative, path, at);
    }
    return special(stamp, path) ? null : file(at, path, stamp);
  }

  private @Nullable Scanned file(EntryPath at, Path path, Stamp stamp) {
    if (survey && !Files.isReadable(path)) {
      findings.unreadable(path + ": permission denied");
      return null;
    }
    return new Scanned.File(at, path, stamp);
  }

  private @Nullable Scanned folder(
      Level level, String name, String relative, Path path, Stamp stamp, int depth)
      throws IOException {
    if (name.equals(Selection.OWN_FOLDER) || !selection.enters(relative)) {
      return null;
    }
    EntryPath at = entryPath(level, name);
    boolean empty = enter(path, relative, at, stamp, depth);
    return empty && selection.wants(relative) ? new Scanned.Folder(at, stamp.permissions()) : null;
  }

  /** True when there is nothing in it. */
  private boolean enter(
      Path folder, String relative, @Nullable EntryPath path, Stamp stamp, int depth)
      throws IOException {
    List<String> names = Names.in(folder, findings);
    if (survey) {
      Names.noteLookalikes(folder, names, findings);
    }
    levels.addLast(new Level(folder, relative, path, stamp, depth, names.iterator()));
    return names.isEmpty() || names.equals(List.of(Selection.OWN_FOLDER));
  }

  private @Nullable Scanned symlink(
      Level level, String name, String relative, Path path, EntryPath at) throws IOException {
    Path written = Files.readSymbolicLink(path);
    String target = written.toString();
    if (!Path.of(target).equals(written)) {
      findings.invalidName(path + ": its target is not UTF-8");
      return null;
    }
    boolean follow =
        symlinks == Symlinks.FOLLOW
            || (symlinks == Symlinks.INSIDE && leaves(target, level.depth()));
    if (!follow) {
      return new Scanned.Symlink(at, target);
    }
    if (!Files.exists(path)) {
      findings.note(path + ": points to nothing (" + target + "); kept as a link");
      return new Scanned.Symlink(at, target);
    }
    Path real = path.toRealPath();
    Stamp stamp = Stamp.of(real, false);
    if (!stamp.isFolder()) {
      return special(stamp, path) ? null : file(at, real, stamp);
    }
    if (levels.stream().anyMatch(above -> above.stamp().sameObjectAs(stamp))) {
      findings.note(path + ": leads back to a folder that it lies in; kept as a link");
      return new Scanned.Symlink(at, target);
    }
    return folder(level, name, relative, real, stamp, 0);
  }

  /** A link that is not wanted itself may lead to a folder with something that is. */
  private @Nullable Scanned linkedFolder(Level level, String name, String relative, Path path)
      throws IOException {
    boolean follow =
        selection.enters(relative)
            && (symlinks == Symlinks.FOLLOW
                || (symlinks == Symlinks.INSIDE
                    && leaves(Files.readSymbolicLink(path).toString(), level.depth())));
    return follow && Files.isDirectory(path)
        ? symlink(level, name, relative, path, entryPath(level, name))
        : null;
  }

  /** True when a link in a folder {@code depth} folders down leads out of the top one. */
  static boolean leaves(String target, int depth) {
    if (target.startsWith("/")) {
      return true;
    }
    int at = depth;
    for (String part : target.split("/")) {
      if (part.equals("..")) {
        at--;
      } else if (!part.isEmpty() && !part.equals(".")) {
        at++;
      }
      if (at < 0) {
        return true;
      }
    }
    return false;
  }

  private boolean special(Stamp stamp, Path path) {
    if (stamp.isFile()) {
      return false;
    }
    findings.leftOut(path + ": neither file, folder nor link");
    return true;
  }

  private static EntryPath entryPath(Level level, String name) {
    return level.path() == null ? EntryPath.of(name) : level.path().resolve(name);
  }
}
