package io.lamella.acceptance;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Records of a tar stream, hostile ones too: names stand there as they are given. */
final class Tar {
  private static final int BLOCK = 512;
  private static final int LINK_NAME = 157;

  private Tar() {}

  static byte[] file(String name, byte[] content) {
    byte[] record = record(name, '0', "", content.length);
    System.arraycopy(content, 0, record, BLOCK, content.length);
    return record;
  }

  static byte[] symlink(String name, String target) {
    return record(name, '2', target, 0);
  }

  static byte[] hardLink(String name, String target) {
    return record(name, '1', target, 0);
  }

  /** What a stream ends with. */
  static byte[] end() {
    return new byte[2 * BLOCK];
  }

  private static byte[] record(String name, char type, String link, int size) {
    byte[] record = new byte[BLOCK + (size + BLOCK - 1) / BLOCK * BLOCK];
    put(record, 0, name);
    put(record, 100, "0000644");
    put(record, 124, "%011o".formatted(size));
    put(record, 136, "%011o".formatted(1_700_000_000));
    record[156] = (byte) type;
    put(record, LINK_NAME, link);
    put(record, 257, "ustar");
    put(record, 263, "00");
    Arrays.fill(record, 148, 156, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < BLOCK; i++) {
      sum += record[i] & 0xff;
    }
    put(record, 148, "%06o\0 ".formatted(sum));
    return record;
  }

  private static void put(byte[] record, int at, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    System.arraycopy(bytes, 0, record, at, bytes.length);
  }
}
