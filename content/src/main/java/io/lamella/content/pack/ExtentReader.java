package io.lamella.content.pack;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads extents from packs: every frame's CRC, length and chunk id is checked before its bytes are
 * given out.
 */
public final class ExtentReader {
  /** Takes decoded bytes, a chunk at a time; the buffer is valid during the call. */
  @FunctionalInterface
  public interface ChunkSink {
    void accept(ByteBuffer chunk) throws IOException;
  }

  public ExtentReader(PackSource source) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads one extent's chunks in order. @throws io.lamella.content.CorruptedException at the first
   * frame that is wrong
   */
  public void read(Extent extent, ChunkSink sink) throws IOException {
    throw new UnsupportedOperationException();
  }

  /**
   * The concatenated raw bytes of {@code extents} from byte {@code from}, {@code length} bytes;
   * only frames of the range are decoded where the pack's index is known, else earlier frames of
   * the extent are skipped by their headers.
   */
  public InputStream stream(List<Extent> extents, long from, long length) {
    throw new UnsupportedOperationException();
  }
}
