package io.lamella.bench.data;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Files of 2 to 14 KiB, a hundred a folder, every second one text and the others noise. With every
 * turn one in a hundred is rewritten, one in four hundred removed, and as many renamed: others each
 * time, from all over the folders.
 *
 * @param count how many
 */
public record SmallFiles(int count, long seed) implements Growing {
  private static final int LEAST = 2 << 10;
  private static final int MOST = 14 << 10;
  private static final int A_FOLDER = 100;

  @Override
  public void write(Path folder) throws IOException {
    for (int i = 0; i < count; i++) {
      if (i % A_FOLDER == 0) {
        Files.createDirectory(subfolder(folder, i));
      }
      Files.write(path(folder, i), content(i, 0));
    }
  }

  @Override
  public long change(Path folder, int turn) throws IOException {
    int rewritten = Math.max(1, count / 100);
    int removed = Math.max(1, count / 400);
    int all = rewritten + 2 * removed;
    List<Integer> order = new ArrayList<>(IntStream.range(0, count).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    if (turn * all > count) {
      throw new IllegalArgumentException("no files are left for turn " + turn);
    }
    List<Integer> chosen = order.subList((turn - 1) * all, turn * all);
    long bytes = 0;
    for (int i : chosen.subList(0, rewritten)) {
      byte[] content = content(i, turn);
      Files.write(path(folder, i), content);
      bytes += content.length;
    }
    for (int i : chosen.subList(rewritten, rewritten + removed)) {
      Files.delete(path(folder, i));
    }
    for (int i : chosen.subList(rewritten + removed, all)) {
      Path file = path(folder, i);
      Files.move(file, file.resolveSibling("renamed-" + file.getFileName()));
    }
    return bytes;
  }

  private static Path subfolder(Path folder, int i) {
    return folder.resolve("%03d".formatted(i / A_FOLDER));
  }

  private static Path path(Path folder, int i) {
    return subfolder(folder, i).resolve("%05d.%s".formatted(i, i % 2 == 0 ? "txt" : "bin"));
  }

  /** What a file holds when it was rewritten in a turn; 0: never. */
  private byte[] content(int i, int turn) {
    SplittableRandom random = new SplittableRandom(seed + i * 1_000_003L + turn * 7_919L);
    int size = LEAST + random.nextInt(MOST - LEAST + 1);
    return i % 2 == 0 ? Prose.bytes(random, size) : Noise.bytes(random, size);
  }
}
