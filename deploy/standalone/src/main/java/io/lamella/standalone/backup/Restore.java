package io.lamella.standalone.backup;

import io.lamella.standalone.postgres.EmbeddedPostgres;
import io.lamella.standalone.stack.StackFolder;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** Puts a {@link Backup} into a folder, from which a stack can start then. */
public final class Restore {
  private Restore() {}

  /**
   * Unpacks a backup where no data of a stack is; an object store that lies there stays as it is.
   *
   * @throws IOException when the file is no backup, or the folder has databases or keys
   */
  public static void read(Path file, StackFolder folder) throws IOException {
    requireEmpty(folder);
    try (ZipInputStream zip =
        new ZipInputStream(new BufferedInputStream(Files.newInputStream(file)))) {
      ZipEntry first = zip.getNextEntry();
      if (first == null || !first.getName().equals(Backup.MARK)) {
        throw new IOException(file + " is not a backup of a stack");
      }
      folder.make();
      Files.deleteIfExists(folder.state());
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        unpack(zip, entry, folder.path());
      }
    }
    EmbeddedPostgres.adopt(folder.postgresql());
  }

  private static void requireEmpty(StackFolder folder) throws IOException {
    for (Path taken : new Path[] {folder.postgresql(), folder.keys(), folder.kafka()}) {
      if (Files.exists(taken)) {
        throw new IOException(
            taken + " is there: restore into another folder, or move what is there away");
      }
    }
  }

  private static void unpack(ZipInputStream zip, ZipEntry entry, Path top) throws IOException {
    Path target = top.resolve(entry.getName()).normalize();
    if (!target.startsWith(top)) {
      throw new IOException("a backup has no entry called " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rwx------"));
    } else {
      Files.createDirectories(target.getParent());
      Files.copy(zip, target);
      Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
