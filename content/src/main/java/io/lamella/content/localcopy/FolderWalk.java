package io.lamella.content.localcopy;

import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * Goes through a folder along with entries in path order. Knows of each folder on the way whether
 * it really is one, never through a symlink, and tells what lies there that no entry speaks of.
 * Memory: some bytes a name, for the folders above the present entry.
 */
final class FolderWalk {
  /** Told of what no entry speaks of, when the walk leaves its folder. */
  @FunctionalInterface
  interface Strays {
    void found(Path stray) throws IOException;
  }

  /** What to do about a folder that is missing or something else. */
  @FunctionalInterface
  interface Missing {
    /** True when it is a folder now. */
    boolean mend(Path folder) throws IOException;
  }

  /** A folder on the way down. */
  private static final class Level {
    final String name;
    final Path path;
    final boolean isFolder;
    final LongSet names = new LongSet();
    final LongSet inodes = new LongSet();
    @Nullable LongSet listed;

    Level(String name, Path path, boolean isFolder) {
      this.name = name;
      this.path = path;
      this.isFolder = isFolder;
    }
  }

  private final Strays strays;
  private final Missing missing;
  private final long seed = ThreadLocalRandom.current().nextLong();
  private final Deque<Level> levels = new ArrayDeque<>();

  /** Path of the present folder with a slash behind it; empty: the top. */
  private String here = "";

  FolderWalk(Path folder, Missing missing, Strays strays) throws IOException {
    this.missing = missing;
    this.strays = strays;
    FileState state = FileState.of(folder);
    boolean isFolder = (state != null && state.isFolder()) || missing.mend(folder);
    levels.push(new Level("", folder, isFolder));
  }

  /** Moves to a file or symlink; true when all folders above it are folders. */
  boolean to(EntryPath path) throws IOException {
    String text = path.toString();
    int nameAt = text.lastIndexOf('/') + 1;
    if (nameAt != here.length() || !text.startsWith(here)) {
      String[] parts = text.split("/", -1);
      moveTo(parts, parts.length - 1);
      here = text.substring(0, nameAt);
    }
    expect(text.substring(nameAt));
    return current().isFolder;
  }

  /** Moves into a folder; true when it is one. */
  boolean into(EntryPath path) throws IOException {
    String[] parts = path.toString().split("/", -1);
    moveTo(parts, parts.length);
    here = path + "/";
    return current().isFolder;
  }

  /**
   * Notes what the present entry was found to be.
   *
   * @throws SameNameException when another entry of its folder is the same, which has one name
   */
  void found(Path path, FileState state) throws IOException {
    checkIsOther(path, state);
    current().inodes.add(state.stamp().inode());
  }

  /**
   * Makes sure that what lies at a path is not what another entry of its folder was found to be.
   *
   * @throws SameNameException when it is
   */
  void checkIsOther(Path path, FileState state) throws IOException {
    Level level = current();
    if (level.inodes.contains(state.stamp().inode())
        && (state.links() == 1 || state.isFolder() || !isListed(level, path))) {
      throw SameNameException.at(path);
    }
  }

  /** Whether a file that has several names has this very one in its folder, too. */
  private boolean isListed(Level level, Path path) throws IOException {
    if (level.listed == null) {
      level.listed = new LongSet();
      for (String name : Trees.names(level.path)) {
        level.listed.add(hash(name));
      }
    }
    return level.listed.contains(hash(String.valueOf(path.getFileName())));
  }

  /** True when the folder itself is one. */
  boolean hasFolder() {
    return levels.getLast().isFolder;
  }

  /** Leaves all folders. */
  void end() throws IOException {
    while (!levels.isEmpty()) {
      leave();
    }
  }

  private Level current() {
    return levels.element();
  }

  private void moveTo(String[] parts, int depth) throws IOException {
    List<Level> path = new ArrayList<>(levels);
    int common = 0;
    while (common < depth
        && common + 1 < path.size()
        && path.get(path.size() - 2 - common).name.equals(parts[common])) {
      common++;
    }
    while (levels.size() > common + 1) {
      leave();
    }
    for (int i = common; i < depth; i++) {
      expect(parts[i]);
      enter(parts[i]);
    }
  }

  private void expect(String name) {
    current().names.add(hash(name));
  }

  private void enter(String name) throws IOException {
    Level above = current();
    Path path = above.path.resolve(name);
    boolean isFolder = false;
    if (above.isFolder) {
      FileState state = FileState.of(path);
      if (state != null) {
        checkIsOther(path, state);
      }
      isFolder = (state != null && state.isFolder()) || missing.mend(path);
      if (isFolder) {
        found(path, FileState.existing(path));
      }
    }
    levels.push(new Level(name, path, isFolder));
  }

  private void leave() throws IOException {
    Level level = levels.pop();
    if (!level.isFolder) {
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(level.path)) {
      for (Path child : children) {
        if (!level.names.contains(hash(String.valueOf(child.getFileName())))) {
          found.add(child);
        }
      }
    }
    for (Path stray : found) {
      strays.found(stray);
    }
  }

  private long hash(String name) {
    long hash = seed;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * 0x100_0000_01B3L;
      hash ^= hash >>> 29;
    }
    return hash;
  }
}
