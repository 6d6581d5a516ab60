package io.lamella.standalone.demo;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * The folder that the demo turns into versions.
 *
 * @param folder where it lies
 */
record Things(Path folder) {
  /** Length of the large file, bytes. */
  static final long LARGE = 256L << 20;

  /** How many small files are made. */
  static final int SMALL = 1000;

  /** How many bytes of the large file are changed. */
  static final int CHANGED = 4096;

  static final String RENAMED_FROM = "generated/small/17/file-0170.txt";
  static final String RENAMED_TO = "generated/renamed.txt";
  static final String REMOVED = "generated/small/23/file-0230.txt";
  private static final String BIG = "generated/large.bin";
  private static final Set<String> NOT_OURS = Set.of("target", ".git", ".lamella", ".idea");

  /** Copies the files that git tracks in {@code project}, or without git all but what is built. */
  void copy(Path project) throws IOException {
    for (String name : tracked(project)) {
      Path from = project.resolve(name);
      Path to = folder.resolve("project").resolve(name);
      if (Files.isRegularFile(from, LinkOption.NOFOLLOW_LINKS) || Files.isSymbolicLink(from)) {
        Files.createDirectories(to.getParent());
        Files.copy(from, to, StandardCopyOption.COPY_ATTRIBUTES, LinkOption.NOFOLLOW_LINKS);
      }
    }
  }

  /** Makes the large file, of bytes that do not compress, and the small ones. */
  void generate() throws IOException {
    Path large = folder.resolve(BIG);
    Files.createDirectories(large.getParent());
    SplittableRandom random = new SplittableRandom(7);
    ByteBuffer block = ByteBuffer.allocate(1 << 20);
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(large))) {
      for (long written = 0; written < LARGE; written += block.capacity()) {
        block.clear();
        while (block.hasRemaining()) {
          block.putLong(random.nextLong());
        }
        out.write(block.array());
      }
    }
    for (int i = 0; i < SMALL; i++) {
      Path small = folder.resolve("generated/small/%02d/file-%04d.txt".formatted(i / 10, i));
      Files.createDirectories(small.getParent());
      Files.writeString(
          small, "file %d says %d\n".formatted(i, random.nextLong()).repeat(1 + i % 90));
    }
  }

  /** A little of everything: a few bytes of the large file, one file renamed, removed, added. */
  void change() throws IOException {
    byte[] bytes = new byte[CHANGED];
    new SplittableRandom(8).nextBytes(bytes);
    try (FileChannel large = FileChannel.open(folder.resolve(BIG), StandardOpenOption.WRITE)) {
      large.write(ByteBuffer.wrap(bytes), LARGE / 2);
    }
    Files.move(folder.resolve(RENAMED_FROM), folder.resolve(RENAMED_TO));
    Files.delete(folder.resolve(REMOVED));
    Files.writeString(folder.resolve("generated/added.txt"), "This file is new.\n");
  }

  private static List<String> tracked(Path project) throws IOException {
    try {
      Process git =
          new ProcessBuilder("git", "ls-files", "-z")
              .directory(project.toFile())
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String names = new String(git.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      if (!names.isEmpty()) {
        return Arrays.asList(names.split("\0"));
      }
    } catch (IOException noGit) {
      return walked(project);
    }
    return walked(project);
  }

  private static List<String> walked(Path project) throws IOException {
    try (Stream<Path> paths = Files.walk(project)) {
      return paths
          .filter(Files::isRegularFile)
          .map(project::relativize)
          .filter(path -> !isBuilt(path))
          .map(Path::toString)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static boolean isBuilt(Path path) {
    for (Path part : path) {
      if (NOT_OURS.contains(part.toString())) {
        return true;
      }
    }
    return false;
  }
}
