package io.lamella.content.pack;

import io.lamella.content.CorruptedException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * Reads extents from packs: every frame's CRC, length and chunk id is checked before its bytes are
 * given out. Safe for use by several threads.
 */
public final class ExtentReader {
  private static final int BUFFER = 128 << 10;

  /** Takes decoded bytes, a chunk at a time; the buffer is valid during the call. */
  @FunctionalInterface
  public interface ChunkSink {
    void accept(ByteBuffer chunk) throws IOException;
  }

  private final PackSource source;
  private final boolean identifies;

  public ExtentReader(PackSource source) {
    this(source, true);
  }

  private ExtentReader(PackSource source, boolean identifies) {
    this.source = source;
    this.identifies = identifies;
  }

  /**
   * Leaves out the chunk ids, which is half of the work, in {@link #read}: for who compares the
   * digest of the whole file before anybody sees it.
   */
  public static ExtentReader forWholeFiles(PackSource source) {
    return new ExtentReader(source, false);
  }

  /**
   * Reads one extent's chunks in order, with one open of its pack and memory for one chunk.
   *
   * @throws CorruptedException at the first frame that is wrong, or when the frames are not as long
   *     as the extent says
   */
  public void read(Extent extent, ChunkSink sink) throws IOException {
    long raw = 0;
    try (InputStream in = open(source, extent.pack(), extent.offset(), extent.storedLength())) {
      FrameReader frames = new FrameReader(in, extent.pack().key(), extent.offset());
      for (int i = 0; i < extent.count(); i++) {
        raw += frames.next().rawLength();
        if (raw > extent.rawLength() || frames.offset() > extent.end()) {
          break;
        }
        sink.accept(identifies ? frames.chunk() : frames.unidentifiedChunk());
      }
      if (raw != extent.rawLength() || frames.offset() != extent.end()) {
        throw new CorruptedException(extent.pack().key() + ": frames do not fill " + extent);
      }
    }
  }

  /**
   * The concatenated raw bytes of {@code extents} from byte {@code from}, {@code length} bytes.
   * Packs are opened one at a time as reading comes to them. Frames of an extent before the range
   * are read and passed over by their headers and CRCs, not decoded; when they are many, the pack's
   * index tells where the range begins instead. Nothing behind the range is asked for but what its
   * last frame may need.
   *
   * @throws IndexOutOfBoundsException when the range lies outside
   */
  public InputStream stream(List<Extent> extents, long from, long length) {
    return new ExtentStream(source, extents, from, length);
  }

  static InputStream open(PackSource source, PackRef pack, long offset, long length)
      throws IOException {
    return new BufferedInputStream(
        source.open(pack, offset, length), (int) Math.min(length, BUFFER));
  }
}
