package io.lamella.content.manifest;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.lamella.content.CorruptedException;

/** Undoes zstd where the length is known. */
final class Zip {
  private Zip() {}

  static byte[] unzip(byte[] from, int offset, int length, int rawLength)
      throws CorruptedException {
    byte[] raw = new byte[rawLength];
    try {
      long got = Zstd.decompressByteArray(raw, 0, rawLength, from, offset, length);
      if (got != rawLength) {
        throw new CorruptedException("zstd yields " + got + " bytes, not " + rawLength);
      }
      return raw;
    } catch (ZstdException e) {
      throw new CorruptedException("zstd: " + e.getMessage(), e);
    }
  }
}
