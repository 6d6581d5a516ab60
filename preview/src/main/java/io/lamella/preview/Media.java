package io.lamella.preview;

import io.lamella.contracts.rest.Preview;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/** What audio and video are, and how long where the head says so; nothing of it is decoded. */
final class Media {
  private static final int CHUNK_HEADER = 8;
  private static final int FLAC_SAMPLES = 18;

  private Media() {}

  static Preview preview(FileBytes file, String kind) throws IOException {
    byte[] head = file.read(0, (int) Math.min(FileBytes.MOST, file.size()));
    String mediaType = Magic.of(head);
    if (mediaType == null || mediaType.startsWith("image/")) {
      throw new NoPreviewException(Failure.NOT_READABLE, "no " + kind);
    }
    Double seconds =
        switch (mediaType) {
          case "audio/wav" -> wav(head, file.size());
          case "audio/flac" -> flac(head);
          default -> null;
        };
    return new Preview(kind, mediaType, false, false, null, null, null, seconds);
  }

  /** Bytes of sound by bytes a second. */
  private static @Nullable Double wav(byte[] head, long size) {
    ByteBuffer in = ByteBuffer.wrap(head).order(ByteOrder.LITTLE_ENDIAN);
    long bytesPerSecond = 0;
    long at = 12;
    while (at + CHUNK_HEADER <= head.length) {
      int start = (int) at;
      int id = in.getInt(start);
      long length = Integer.toUnsignedLong(in.getInt(start + 4));
      if (id == 0x20746d66 && start + 20 <= head.length) { // "fmt "
        bytesPerSecond = Integer.toUnsignedLong(in.getInt(start + 16));
      } else if (id == 0x61746164) { // "data"
        long sound = Math.min(length, size - at - CHUNK_HEADER);
        return bytesPerSecond == 0 ? null : (double) sound / bytesPerSecond;
      }
      at += CHUNK_HEADER + length + (length & 1);
    }
    return null;
  }

  /** Samples by samples a second. */
  private static @Nullable Double flac(byte[] head) {
    if (head.length < FLAC_SAMPLES + CHUNK_HEADER) {
      return null;
    }
    long packed = ByteBuffer.wrap(head).getLong(FLAC_SAMPLES);
    long rate = packed >>> 44;
    long samples = packed & 0xfffffffffL;
    return rate == 0 || samples == 0 ? null : (double) samples / rate;
  }
}
