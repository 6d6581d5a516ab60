package io.lamella.sdk.clearml;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Predicate;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * A zip of ClearML. Only what is asked for is unpacked, each to a place that its reader chooses;
 * nothing in the archive says where.
 */
final class Archive implements Closeable {
  private static final int BUFFER = 128 * 1024;

  /**
   * A file that was unpacked.
   *
   * @param modified seconds since 1970, as the archive says it, taken as UTC
   */
  record Unpacked(long size, Digest digest, long modified) {}

  private final ZipFile zip;

  private Archive(ZipFile zip) {
    this.zip = zip;
  }

  /**
   * @throws DamagedArchiveException when it is no zip that can be read
   */
  static Archive open(Path file) throws DamagedArchiveException {
    try {
      return new Archive(ZipFile.builder().setPath(file).get());
    } catch (IOException | RuntimeException e) {
      throw new DamagedArchiveException(String.valueOf(e.getMessage()));
    }
  }

  /** Files whose path is wanted, in the order of the archive. */
  List<ZipArchiveEntry> files(Predicate<String> wanted) {
    List<ZipArchiveEntry> files = new ArrayList<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      if (!entry.isDirectory() && hostile(entry) == null && wanted.test(entry.getName())) {
        files.add(entry);
      }
    }
    return files;
  }

  /** What no archive of ClearML holds: paths that lead elsewhere, and symlinks. */
  List<String> hostile() {
    List<String> hostile = new ArrayList<>();
    for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
      String why = hostile(entry);
      if (why != null) {
        hostile.add(entry.getName() + ": " + why);
      }
    }
    return hostile;
  }

  private static @org.jspecify.annotations.Nullable String hostile(ZipArchiveEntry entry) {
    if (entry.isUnixSymlink()) {
      return "a symlink";
    }
    try {
      EntryPath.of(entry.isDirectory() ? entry.getName().replaceAll("/+$", "") : entry.getName());
      return null;
    } catch (InvalidPathException e) {
      return "a path that no version can hold";
    }
  }

  /**
   * Unpacks a file.
   *
   * @param most bytes that it may have; -1: as many as the archive says
   * @throws DamagedArchiveException when it cannot be unpacked, or there is more of it
   * @throws IOException when it cannot be written
   */
  Unpacked unpack(ZipArchiveEntry entry, Path to, long most) throws IOException {
    long limit = most >= 0 ? most : Math.max(0, entry.getSize());
    MessageDigest sha = Digest.sha256();
    byte[] buffer = new byte[BUFFER];
    long size = 0;
    try (InputStream in = open(entry);
        OutputStream out = Files.newOutputStream(to)) {
      for (int count = read(in, buffer); count >= 0; count = read(in, buffer)) {
        size += count;
        if (size > limit) {
          throw new DamagedArchiveException("more than the " + limit + " bytes that it should be");
        }
        sha.update(buffer, 0, count);
        out.write(buffer, 0, count);
      }
    }
    return new Unpacked(size, Digest.of(sha), entry.getTimeLocal().toEpochSecond(ZoneOffset.UTC));
  }

  private InputStream open(ZipArchiveEntry entry) throws DamagedArchiveException {
    try {
      return zip.getInputStream(entry);
    } catch (IOException | RuntimeException e) {
      throw new DamagedArchiveException(String.valueOf(e.getMessage()));
    }
  }

  private static int read(InputStream in, byte[] buffer) throws DamagedArchiveException {
    try {
      return in.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw new DamagedArchiveException("cannot be unpacked: " + e.getMessage());
    }
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
