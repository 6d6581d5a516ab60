package io.lamella.content.localcopy;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;

/**
 * A few numbers that tell how much two sets of files have in common (the least of their hashes, as
 * in MinHash): of their contents and of their paths. Memory: constant.
 */
final class Sketch {
  private static final int SIZE = 64;

  private final TreeSet<Long> contents = new TreeSet<>();
  private final TreeSet<Long> paths = new TreeSet<>();

  void add(Entry.File file) {
    add(contents, ByteBuffer.wrap(file.digest().toBytes()).getLong());
    add(paths, ByteBuffer.wrap(Digest.of(file.path().utf8()).toBytes()).getLong());
  }

  private static void add(TreeSet<Long> least, long hash) {
    if (least.size() < SIZE) {
      least.add(hash);
    } else if (hash < least.last() && least.add(hash)) {
      least.pollLast();
    }
  }

  /** From 0, nothing in common, to 3, the same. Equal contents count more than equal paths. */
  double likeness(Sketch other) {
    return 2 * likeness(contents, other.contents) + likeness(paths, other.paths);
  }

  private static double likeness(TreeSet<Long> a, TreeSet<Long> b) {
    TreeSet<Long> union = new TreeSet<>(a);
    union.addAll(b);
    int taken = 0;
    int common = 0;
    for (long hash : union) {
      if (taken++ == SIZE) {
        break;
      }
      common += a.contains(hash) && b.contains(hash) ? 1 : 0;
    }
    return taken == 0 ? 0 : (double) common / Math.min(taken, SIZE);
  }

  /** Contents and paths, each of up to {@value #SIZE} times 16 hex digits, with a colon between. */
  @Override
  public String toString() {
    return text(contents) + ":" + text(paths);
  }

  private static String text(TreeSet<Long> hashes) {
    StringBuilder text = new StringBuilder();
    for (long hash : hashes) {
      text.append(HexFormat.of().toHexDigits(hash));
    }
    return text.toString();
  }

  /**
   * @throws IllegalArgumentException when it is not what {@link #toString} gives
   */
  static Sketch parse(String text) {
    int colon = text.indexOf(':');
    if (colon < 0) {
      throw new IllegalArgumentException("not a sketch: " + text);
    }
    Sketch sketch = new Sketch();
    sketch.contents.addAll(hashes(text.substring(0, colon)));
    sketch.paths.addAll(hashes(text.substring(colon + 1)));
    return sketch;
  }

  private static List<Long> hashes(String text) {
    List<Long> hashes = new ArrayList<>();
    for (int i = 0; i + 16 <= text.length(); i += 16) {
      hashes.add(HexFormat.fromHexDigitsToLong(text.substring(i, i + 16)));
    }
    return hashes;
  }
}
