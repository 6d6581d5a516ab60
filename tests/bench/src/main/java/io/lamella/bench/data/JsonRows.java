package io.lamella.bench.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SplittableRandom;

/**
 * A file of JSON lines of about 250 bytes. Every turn changes 0.03 % of the rows where they are,
 * their lengths too.
 */
public final class JsonRows implements Growing {
  private static final String NAME = "rows.jsonl";
  private static final double CHANGED = 0.0003;

  private final long seed;
  private final byte[] edits;

  /**
   * @param rows how many
   */
  public JsonRows(int rows, long seed) {
    this.seed = seed;
    this.edits = new byte[rows];
  }

  @Override
  public void write(Path folder) throws IOException {
    try (OutputStream out =
        new BufferedOutputStream(Files.newOutputStream(folder.resolve(NAME)), 1 << 20)) {
      for (int i = 0; i < edits.length; i++) {
        out.write(row(i).getBytes(StandardCharsets.US_ASCII));
      }
    }
  }

  @Override
  public long change(Path folder, int turn) throws IOException {
    SplittableRandom random = new SplittableRandom(seed + turn);
    long changed = Math.max(1, Math.round(edits.length * CHANGED));
    for (long left = changed; left > 0; left--) {
      edits[random.nextInt(edits.length)]++;
    }
    write(folder);
    return Files.size(folder.resolve(NAME));
  }

  private String row(int i) {
    SplittableRandom random = new SplittableRandom(seed + i * 1_000_003L + edits[i] * 7_919L);
    StringBuilder text = new StringBuilder();
    for (int words = 18 + random.nextInt(21); words > 0; words--) {
      text.append(text.isEmpty() ? "" : " ").append(Prose.word(random));
    }
    return "{\"id\":"
        + i
        + ",\"label\":\""
        + Prose.word(random)
        + "\",\"score\":"
        + random.nextInt(10_000) / 10_000.0
        + ",\"text\":\""
        + text
        + "\"}\n";
  }
}
