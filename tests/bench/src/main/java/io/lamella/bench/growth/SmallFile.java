package io.lamella.bench.growth;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/** Files of 100 random bytes, a thousand a folder. */
final class SmallFile {
  private static final int A_FOLDER = 1_000;
  private static final int BYTES = 100;

  private SmallFile() {}

  static void writeAll(Path data, int count) throws IOException {
    for (int i = 0; i < count; i++) {
      write(data, i, 0);
    }
  }

  /** Writes file {@code i} with the content of a turn. */
  static void write(Path data, int i, int turn) throws IOException {
    Path file = data.resolve("%05d/%08d.bin".formatted(i / A_FOLDER, i));
    if (i % A_FOLDER == 0) {
      Files.createDirectories(file.getParent());
    }
    Files.write(file, content(BYTES, i * 31L + turn));
  }

  /** Random bytes, the same for the same seed. */
  static byte[] content(int bytes, long seed) {
    byte[] content = new byte[bytes];
    new SplittableRandom(seed).nextBytes(content);
    return content;
  }
}
