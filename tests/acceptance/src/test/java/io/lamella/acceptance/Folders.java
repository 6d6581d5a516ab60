package io.lamella.acceptance;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Real files for the tests, and how to compare folders. */
final class Folders {
  private Folders() {}

  /** A file of seeded random bytes that no compression makes smaller. */
  static Path random(Path file, long bytes, long seed) throws IOException {
    Files.createDirectories(file.getParent());
    Random random = new Random(seed);
    byte[] block = new byte[64 * 1024];
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
      for (long left = bytes; left > 0; left -= block.length) {
        random.nextBytes(block);
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    }
    return file;
  }

  /** Many small text files, a hundred a folder, each another. */
  static void small(Path folder, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = folder.resolve("part-%03d/file-%05d.txt".formatted(i / 100, i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, ("line of file " + i + "\n").repeat(1 + i % 50));
    }
  }

  /** A copy of a folder of plain files. */
  static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> walk = Files.walk(from)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        Files.copy(path, to.resolve(from.relativize(path).toString()));
      }
    }
  }

  /**
   * Path to what is there: kind, executable bit, and digest or target. Implied folders are not
   * named, empty ones are.
   */
  static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new TreeMap<>();
    try (Stream<Path> walk = Files.walk(folder)) {
      for (Path path : (Iterable<Path>) walk::iterator) {
        String name = folder.relativize(path).toString();
        if (Files.isSymbolicLink(path)) {
          content.put(name, "symlink " + Files.readSymbolicLink(path));
        } else if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
          if (!path.equals(folder) && isEmpty(path)) {
            content.put(name, "folder");
          }
        } else {
          content.put(name, (Files.isExecutable(path) ? "executable " : "file ") + sha256(path));
        }
      }
    }
    return content;
  }

  /** Path to text of the plain files in a folder. */
  static Map<String, String> texts(Path folder) throws IOException {
    Map<String, String> texts = new TreeMap<>();
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        texts.put(folder.relativize(file).toString(), Files.readString(file));
      }
    }
    return texts;
  }

  /** Deletes a file and the folders beneath {@code top} that are empty then. */
  static void deleteWithEmptied(Path file, Path top) throws IOException {
    Files.delete(file);
    for (Path folder = file.getParent();
        !folder.equals(top) && isEmpty(folder);
        folder = folder.getParent()) {
      Files.delete(folder);
    }
  }

  /** Deletes a folder and all in it. */
  static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    }
  }

  /** Changes bytes in the middle of a file. */
  static void overwrite(Path file, long at, String text) throws IOException {
    try (var channel =
        java.nio.channels.FileChannel.open(file, java.nio.file.StandardOpenOption.WRITE)) {
      channel.write(
          java.nio.ByteBuffer.wrap(text.getBytes(java.nio.charset.StandardCharsets.UTF_8)), at);
    }
  }

  static String sha256(Path file) throws IOException {
    try (InputStream in = Files.newInputStream(file)) {
      return sha256(in);
    }
  }

  static String sha256(InputStream in) throws IOException {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      try (var digesting = new DigestInputStream(new BufferedInputStream(in), sha)) {
        digesting.transferTo(OutputStream.nullOutputStream());
      }
      return HexFormat.of().formatHex(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static boolean isEmpty(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      List<Path> first = children.limit(1).toList();
      return first.isEmpty();
    }
  }
}
