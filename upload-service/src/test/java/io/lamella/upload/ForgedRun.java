package io.lamella.upload;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32C;

/** Runs whose checksums are right, and which no encoder makes. */
public final class ForgedRun {
  private static final int SYMLINK = 3;

  private ForgedRun() {}

  /** A run that puts one symlink, at a path of any bytes. */
  public static byte[] symlinkAt(byte[] path) {
    ByteArrayOutputStream rows = new ByteArrayOutputStream();
    varint(rows, 0);
    varint(rows, path.length);
    rows.writeBytes(path);
    rows.write(SYMLINK);
    varint(rows, 1);
    rows.write('x');
    ByteArrayOutputStream raw = new ByteArrayOutputStream();
    varint(raw, rows.size());
    varint(raw, 0);
    raw.writeBytes(rows.toByteArray());
    varint(raw, 0);
    return run(1, raw.toByteArray());
  }

  /** A run of one block. */
  public static byte[] run(int changes, byte[] raw) {
    byte[] payload = Zstd.compress(raw);
    ByteBuffer run = ByteBuffer.allocate(5 + 16 + payload.length + 16);
    run.order(ByteOrder.LITTLE_ENDIAN);
    run.putInt(0x4e55524c).put((byte) 1);
    run.putInt(changes).putInt(raw.length).putInt(payload.length);
    run.putInt(crc(run.array(), 5, 12, payload)).put(payload);
    int end = run.position();
    run.putInt(0).putLong(changes);
    return run.putInt(crc(run.array(), end, 12, new byte[0])).array();
  }

  private static int crc(byte[] run, int from, int length, byte[] payload) {
    CRC32C crc = new CRC32C();
    crc.update(run, from, length);
    crc.update(payload);
    return (int) crc.getValue();
  }

  private static void varint(ByteArrayOutputStream out, int value) {
    int rest = value;
    while (rest > 0x7f) {
      out.write(rest | 0x80);
      rest >>>= 7;
    }
    out.write(rest);
  }
}
