package io.lamella.content.bucket;

import java.io.IOException;
import java.io.InputStream;

/** Bytes of an object in a bucket, range by range. */
final class BucketBody extends InputStream {
  private static final int RANGE = Bucket.RANGE;

  private final Bucket bucket;
  private final String key;
  private final long end;
  private byte[] range = new byte[0];
  private int at;
  private long asked;

  BucketBody(Bucket bucket, String key, long from, long end) {
    this.bucket = bucket;
    this.key = key;
    this.asked = from;
    this.end = end;
  }

  /** The next bytes, which were asked for. */
  void take(byte[] bytes) throws BucketException {
    int wanted = wanted();
    if (bytes.length < wanted) {
      throw new BucketException(
          key + " ended after " + (asked + bytes.length) + " of " + end + " bytes", true);
    }
    range = bytes;
    at = 0;
    asked += wanted;
  }

  /** How many are asked for next. */
  int wanted() {
    return (int) Math.min(RANGE, end - asked);
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    if (at == range.length && asked < end) {
      take(bucket.read(key, asked, wanted()).orElse(new byte[0]));
    }
    int count = Math.min(length, range.length - at);
    if (count == 0) {
      return length == 0 ? 0 : -1;
    }
    System.arraycopy(range, at, target, from, count);
    at += count;
    return count;
  }
}
