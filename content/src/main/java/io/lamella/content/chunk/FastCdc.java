package io.lamella.content.chunk;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/**
 * Finds cut points, FastCDC 2020 with normalization level 2: until the average size a cut needs two
 * bits more than the average asks for, behind it two bits less. Knows no streams and no hashes of
 * content. For one thread.
 *
 * <p>Source: Xia et al., "The Design of Fast Content-Defined Chunking for Data Deduplication Based
 * Storage Systems" (2020), with the gear table of the reference vectors of {@code FAST_CDC_2020} of
 * the Bazel Remote Execution API: {@code GEAR[i]} is the first 8 bytes, big-endian, of the MD5 of
 * 64 bytes that are all {@code i}, xor the seed.
 */
public final class FastCdc {
  private static final int NORMALIZATION = 2;
  private static final int MIN_BITS = 8;
  private static final int MAX_BITS = 22;

  /** Masks of the algorithm, by the number of their bits, from 6 bits on. */
  private static final long[] MASKS = {
    0x0000000001803110L,
    0x0000000018035100L,
    0x0000001800035300L,
    0x0000019000353000L,
    0x0000590003530000L,
    0x0000d90003530000L,
    0x0000d90103530000L,
    0x0000d90303530000L,
    0x0000d90313530000L,
    0x0000d90f03530000L,
    0x0000d90303537000L,
    0x0000d90703537000L,
    0x0000d90707537000L,
    0x0000d91707537000L,
    0x0000d91747537000L,
    0x0000d91767537000L,
    0x0000d93767537000L,
    0x0000d93777537000L,
    0x0000d93777577000L,
  };

  private final int min;
  private final int average;
  private final int max;
  private final long strict;
  private final long lax;
  private final long[] gear = new long[256];
  private final long[] shiftedGear = new long[256];
  private long fingerprint;

  /**
   * @param min no chunk but the last is shorter, bytes
   * @param average a power of two from 256 to 4 MiB
   * @param max no chunk is longer, bytes
   * @param seed changes all cut points; 0 for stored data
   */
  public FastCdc(int min, int average, int max, long seed) {
    int bits = Integer.numberOfTrailingZeros(average);
    if (Integer.bitCount(average) != 1 || bits < MIN_BITS || bits > MAX_BITS) {
      throw new IllegalArgumentException(
          "an average is a power of two from 256 to 4 MiB: " + average);
    }
    if (min < 0 || min > average || max < average) {
      throw new IllegalArgumentException("not in order: " + min + ", " + average + ", " + max);
    }
    this.min = min;
    this.average = average;
    this.max = max;
    this.strict = MASKS[bits + NORMALIZATION - 6];
    this.lax = MASKS[bits - NORMALIZATION - 6];
    MessageDigest md5 = md5();
    for (int i = 0; i < 256; i++) {
      byte[] hash = md5.digest(sixtyFour((byte) i));
      gear[i] = ByteBuffer.wrap(hash).getLong() ^ seed;
      shiftedGear[i] = gear[i] << 1;
    }
  }

  private static byte[] sixtyFour(byte value) {
    byte[] bytes = new byte[64];
    Arrays.fill(bytes, value);
    return bytes;
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has MD5", e);
    }
  }

  /**
   * Length of the chunk that begins at {@code from}. The answer is final when at least {@code max}
   * bytes lie before {@code to}, or nothing comes behind it.
   */
  public int cut(byte[] data, int from, int to) {
    int length = Math.min(to - from, max);
    if (length <= min) {
      fingerprint = 0;
      return length;
    }
    // Two bytes a step: the first is hashed and tested shifted by one, which saves a shift.
    int middle = from + (Math.min(average, length) & ~1);
    int end = from + (length & ~1);
    int at = from + (min & ~1);
    long[] gear = this.gear;
    long[] shiftedGear = this.shiftedGear;
    long hash = 0;
    long mask = strict;
    long shiftedMask = strict << 1;
    for (; at < middle; at += 2) {
      hash = (hash << 2) + shiftedGear[data[at] & 0xff];
      if ((hash & shiftedMask) == 0) {
        return found(hash, at - from);
      }
      hash += gear[data[at + 1] & 0xff];
      if ((hash & mask) == 0) {
        return found(hash, at + 1 - from);
      }
    }
    mask = lax;
    shiftedMask = lax << 1;
    for (; at < end; at += 2) {
      hash = (hash << 2) + shiftedGear[data[at] & 0xff];
      if ((hash & shiftedMask) == 0) {
        return found(hash, at - from);
      }
      hash += gear[data[at + 1] & 0xff];
      if ((hash & mask) == 0) {
        return found(hash, at + 1 - from);
      }
    }
    return found(hash, length);
  }

  private int found(long hash, int length) {
    fingerprint = hash;
    return length;
  }

  /** The gear hash at the last cut; 0 where the rest was too short to be hashed. */
  public long fingerprint() {
    return fingerprint;
  }
}
