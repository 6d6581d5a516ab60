package io.lamella.metadata.number;

import java.math.BigInteger;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What a database orders version numbers by: ASCII text, compared byte by byte. Numbers of the form
 * of PEP 440 come above all others; those are ordered by creation.
 */
public record SortKey(String text) implements Comparable<SortKey> {
  private static final char OTHER = '0';
  private static final char PEP_440 = '1';
  private static final char END = '-';

  /** The key of a number that is not of the form of PEP 440: after all others made before it. */
  public static SortKey ofOther(Instant created, UUID version) {
    long micros = created.getEpochSecond() * 1_000_000 + created.getNano() / 1_000;
    return new SortKey(OTHER + String.format("%020d", micros) + END + version);
  }

  static SortKey of(
      BigInteger epoch,
      List<BigInteger> release,
      @Nullable PreRelease pre,
      @Nullable BigInteger post,
      @Nullable BigInteger dev,
      List<String> local) {
    StringBuilder key = new StringBuilder().append(PEP_440);
    append(key, epoch);
    for (BigInteger part : release.subList(0, significant(release))) {
      append(key.append('1'), part);
    }
    key.append(END);
    if (pre != null) {
      append(key.append(1 + pre.phase().ordinal()), pre.count());
    } else {
      key.append(post == null && dev != null ? '0' : '4');
    }
    if (post == null) {
      key.append('0');
    } else {
      append(key.append('1'), post);
    }
    if (dev == null) {
      key.append('1');
    } else {
      append(key.append('0'), dev);
    }
    for (String part : local) {
      if (Part.isNumeric(part)) {
        append(key.append('2'), new BigInteger(part));
      } else {
        key.append('1').append(part).append(END);
      }
    }
    return new SortKey(key.append(END).toString());
  }

  /** Parts up to the last one that is not zero. */
  private static int significant(List<BigInteger> release) {
    int size = release.size();
    while (size > 0 && release.get(size - 1).signum() == 0) {
      size--;
    }
    return size;
  }

  /** Digits with their count before them, so that more digits sort higher. */
  private static void append(StringBuilder key, BigInteger value) {
    String digits = value.toString();
    key.append(String.format("%03d", digits.length())).append(digits);
  }

  @Override
  public int compareTo(SortKey other) {
    return text.compareTo(other.text);
  }
}
