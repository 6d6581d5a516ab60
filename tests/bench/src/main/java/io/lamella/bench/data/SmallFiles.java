package io.lamella.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * Files of 2 to 14 KiB, a hundred a folder, every second one text and the others noise.
 *
 * @param count how many
 */
public record SmallFiles(int count, long seed) implements Dataset {
  private static final int LEAST = 2 << 10;
  private static final int MOST = 14 << 10;
  private static final int A_FOLDER = 100;

  @Override
  public void write(Path folder) throws IOException {
    for (int i = 0; i < count; i++) {
      Path file = path(folder, i);
      if (i % A_FOLDER == 0) {
        Files.createDirectories(file.getParent());
      }
      Files.write(file, content(i, 0));
    }
  }

  /** The place of a file in a folder. */
  Path path(Path folder, int i) {
    return folder.resolve("%03d/%05d.%s".formatted(i / A_FOLDER, i, i % 2 == 0 ? "txt" : "bin"));
  }

  /** What a file holds after so many changes. */
  byte[] content(int i, int turn) {
    SplittableRandom random = new SplittableRandom(seed + i * 1_000_003L + turn * 7_919L);
    int size = LEAST + random.nextInt(MOST - LEAST + 1);
    return i % 2 == 0 ? Prose.bytes(random, size) : Noise.bytes(random, size);
  }
}
