package io.lamella.bench.data;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * One file of noise.
 *
 * @param bytes its size
 */
public record RandomFile(long bytes, long seed) implements Dataset {
  /** Its name. */
  static final String NAME = "data.bin";

  private static final int BLOCK = 1 << 20;

  @Override
  public void write(Path folder) throws IOException {
    SplittableRandom random = new SplittableRandom(seed);
    try (OutputStream out = Files.newOutputStream(folder.resolve(NAME))) {
      for (long left = bytes; left > 0; left -= BLOCK) {
        out.write(Noise.bytes(random, (int) Math.min(left, BLOCK)));
      }
    }
  }
}
