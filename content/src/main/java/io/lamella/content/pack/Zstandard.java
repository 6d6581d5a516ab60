package io.lamella.content.pack;

import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/**
 * One-shot zstd on arrays. Contexts hold native memory and are dear to make, so a few are kept and
 * lent out for the length of a call; nobody has to close anything.
 */
final class Zstandard {
  private static final int LEVEL = 1;
  private static final int KEPT = 2 * Runtime.getRuntime().availableProcessors();
  private static final BlockingQueue<ZstdCompressCtx> COMPRESSORS = new ArrayBlockingQueue<>(KEPT);
  private static final BlockingQueue<ZstdDecompressCtx> DECOMPRESSORS =
      new ArrayBlockingQueue<>(KEPT);

  private Zstandard() {}

  /**
   * Compresses into at most {@code room} bytes.
   *
   * @return the compressed length, or -1 when it does not fit
   */
  static int compress(byte[] from, int fromAt, int length, byte[] to, int toAt, int room) {
    ZstdCompressCtx context = COMPRESSORS.poll();
    if (context == null) {
      context = new ZstdCompressCtx().setLevel(LEVEL);
    }
    try {
      return context.compressByteArray(to, toAt, room, from, fromAt, length);
    } catch (ZstdException e) {
      return -1;
    } finally {
      if (!COMPRESSORS.offer(context)) {
        context.close();
      }
    }
  }

  /**
   * Decompresses, never past {@code room} bytes.
   *
   * @return the decompressed length, or -1 when the bytes are no zstd or do not fit
   */
  static int decompress(byte[] from, int fromAt, int length, byte[] to, int toAt, int room) {
    ZstdDecompressCtx context = DECOMPRESSORS.poll();
    if (context == null) {
      context = new ZstdDecompressCtx();
    }
    try {
      return context.decompressByteArray(to, toAt, room, from, fromAt, length);
    } catch (ZstdException e) {
      return -1;
    } finally {
      if (!DECOMPRESSORS.offer(context)) {
        context.close();
      }
    }
  }
}
