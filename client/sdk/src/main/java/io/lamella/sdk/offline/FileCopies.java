package io.lamella.sdk.offline;

import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Copies what was found into a folder, to the path that each has in the version. */
final class FileCopies {
  private final Path folder;
  private final Path draft;
  private final List<String> failed = new ArrayList<>();
  private long added;
  private long modified;
  private long unchanged;
  private long bytes;
  private long bytesRead;

  /**
   * @param draft where a file is copied first, on the same file system
   */
  FileCopies(Path folder, Path draft) {
    this.folder = folder;
    this.draft = draft;
  }

  void take(Scanned scanned) throws IOException {
    Path target = folder.resolve(scanned.path().toString());
    makeRoomAbove(target);
    if (scanned instanceof Scanned.File file) {
      copy(file, target);
    } else if (scanned instanceof Scanned.Symlink link) {
      boolean same =
          Files.isSymbolicLink(target)
              && Files.readSymbolicLink(target).toString().equals(link.target());
      if (!same) {
        boolean existed = clear(target);
        Files.createSymbolicLink(target, Path.of(link.target()));
        count(existed);
      } else {
        unchanged++;
      }
    } else if (scanned instanceof Scanned.Folder empty) {
      if (!Files.isDirectory(target, LinkOption.NOFOLLOW_LINKS)) {
        boolean existed = clear(target);
        Files.createDirectory(target);
        Files.setPosixFilePermissions(target, permissions(empty.permissions()));
        count(existed);
      } else {
        unchanged++;
      }
    }
  }

  private void copy(Scanned.File file, Path target) throws IOException {
    bytesRead += file.stamp().size();
    try {
      Files.copy(
          file.source(),
          draft,
          StandardCopyOption.COPY_ATTRIBUTES,
          StandardCopyOption.REPLACE_EXISTING);
      if (!Stamp.of(file.source(), false).equals(file.stamp())) {
        failed.add(file.source() + ": changed while it was read");
        return;
      }
      Stamp before = stamp(target);
      if (before != null
          && before.isFile()
          && before.isExecutable() == file.stamp().isExecutable()
          && Files.mismatch(draft, target) < 0) {
        unchanged++;
        return;
      }
      boolean existed = before != null && !before.isFolder();
      if (before != null && before.isFolder()) {
        clear(target);
      }
      Files.move(
          draft, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      count(existed);
      bytes += file.stamp().size();
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private void count(boolean existed) {
    if (existed) {
      modified++;
    } else {
      added++;
    }
  }

  private static @Nullable Stamp stamp(Path path) throws IOException {
    return Files.exists(path, LinkOption.NOFOLLOW_LINKS) ? Stamp.of(path, false) : null;
  }

  /** The folders above a path; what is no folder there gives way. */
  private void makeRoomAbove(Path target) throws IOException {
    Path above = target.getParent();
    if (above == null
        || above.equals(folder)
        || Files.isDirectory(above, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    makeRoomAbove(above);
    Files.deleteIfExists(above);
    Files.createDirectory(above);
  }

  /** Removes whatever lies there; true when something did. */
  private static boolean clear(Path path) throws IOException {
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return false;
    }
    Files.walkFileTree(
        path,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path left, @Nullable IOException failure)
              throws IOException {
            Files.delete(left);
            return FileVisitResult.CONTINUE;
          }
        });
    return true;
  }

  private static Set<PosixFilePermission> permissions(int mode) {
    Set<PosixFilePermission> permissions = EnumSet.noneOf(PosixFilePermission.class);
    PosixFilePermission[] highestFirst = PosixFilePermission.values();
    for (int i = 0; i < highestFirst.length; i++) {
      if ((mode & (0400 >> i)) != 0) {
        permissions.add(highestFirst[i]);
      }
    }
    return permissions;
  }

  List<String> failed() {
    return failed;
  }

  Transferred result(UUID version, List<String> notes, List<String> failures) {
    return new Transferred(
        version, added, modified, 0, unchanged, bytes, bytesRead, 0, notes, failures);
  }
}
