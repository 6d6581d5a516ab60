package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;

/**
 * The question and answer of {@code chunks/missing}: which chunks are known, and where each of
 * those lies.
 */
public final class KnownChunks {
  /** A known chunk: its pack, its slot's number and the slot. */
  public record Place(PackRef pack, int slotNumber, Slot slot) {}

  private KnownChunks() {}

  /** The question's body: 32 bytes a chunk. */
  public static ByteBuffer encodeQuestion(List<Digest> chunks) {
    throw new UnsupportedOperationException();
  }

  /** Reads a question. @throws IllegalArgumentException when its length is no multiple of 32 */
  public static List<Digest> decodeQuestion(ByteBuffer body) {
    throw new UnsupportedOperationException();
  }

  /**
   * The answer's body: {@code u32 packs | (id 32 | generation u32)* | per chunk: i32 pack or -1 |
   * u32 slot | u64 offset | u32 storedLength | u32 rawLength}, little-endian.
   */
  public static ByteBuffer encodeAnswer(List<Optional<Place>> places) {
    throw new UnsupportedOperationException();
  }

  /**
   * Reads an answer to {@code chunks} in {@code domain}; one element a chunk, empty where it is
   * missing.
   */
  public static List<Optional<Place>> decodeAnswer(
      String domain, List<Digest> chunks, ByteBuffer body) {
    throw new UnsupportedOperationException();
  }
}
