package io.lamella.content.pack;

import io.lamella.content.Digest;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The question and answer of {@code chunks/missing}: which chunks are known, and where each of
 * those lies. Little-endian.
 */
public final class KnownChunks {
  private static final int PACK = 36;
  private static final int PLACE = 24;
  private static final int MISSING = -1;

  /** A known chunk: its pack, its slot's number and the slot. */
  public record Place(PackRef pack, int slotNumber, Slot slot) {}

  private KnownChunks() {}

  /** The question's body: 32 bytes a chunk. */
  public static ByteBuffer encodeQuestion(List<Digest> chunks) {
    ByteBuffer out = ByteBuffer.allocate(Digest.LENGTH * chunks.size());
    chunks.forEach(chunk -> chunk.write(out));
    return out.flip();
  }

  /**
   * Reads a question.
   *
   * @throws IllegalArgumentException when its length is no multiple of 32
   */
  public static List<Digest> decodeQuestion(ByteBuffer body) {
    if (body.remaining() % Digest.LENGTH != 0) {
      throw new IllegalArgumentException(
          "a list of chunk ids has a multiple of 32 bytes, not " + body.remaining());
    }
    ByteBuffer in = body.duplicate();
    List<Digest> chunks = new ArrayList<>(in.remaining() / Digest.LENGTH);
    while (in.hasRemaining()) {
      chunks.add(Digest.read(in));
    }
    return List.copyOf(chunks);
  }

  /**
   * The answer's body: {@code u32 packs | (id 32 | generation u32)* | per chunk: i32 pack, or -1
   * and no more | u32 slot | u64 offset | u32 storedLength | u32 rawLength}. All places lie in the
   * domain that the question was asked in, which the answer does not repeat.
   */
  public static ByteBuffer encodeAnswer(List<Optional<Place>> places) {
    Map<PackRef, Integer> packs = new LinkedHashMap<>();
    places.forEach(
        place -> place.ifPresent(known -> packs.putIfAbsent(known.pack(), packs.size())));
    if (packs.keySet().stream().map(PackRef::domain).distinct().count() > 1) {
      throw new IllegalArgumentException("places of several domains");
    }
    ByteBuffer out =
        ByteBuffer.allocate(4 + PACK * packs.size() + PLACE * places.size())
            .order(ByteOrder.LITTLE_ENDIAN);
    out.putInt(packs.size());
    for (PackRef pack : packs.keySet()) {
      pack.id().write(out);
      out.putInt(pack.generation());
    }
    for (Optional<Place> place : places) {
      if (place.isEmpty()) {
        out.putInt(MISSING);
        continue;
      }
      Slot slot = place.get().slot();
      out.putInt(packs.getOrDefault(place.get().pack(), MISSING));
      out.putInt(place.get().slotNumber()).putLong(slot.offset());
      out.putInt(slot.storedLength()).putInt(slot.rawLength());
    }
    return out.flip();
  }

  /**
   * Reads an answer to {@code chunks} in {@code domain}; one element a chunk, empty where it is
   * missing.
   *
   * @throws IllegalArgumentException when it is no answer to that question
   */
  public static List<Optional<Place>> decodeAnswer(
      String domain, List<Digest> chunks, ByteBuffer body) {
    ByteBuffer in = body.duplicate().order(ByteOrder.LITTLE_ENDIAN);
    try {
      int count = in.getInt();
      if (count < 0 || count > in.remaining() / PACK) {
        throw new IllegalArgumentException("not that many packs: " + count);
      }
      List<PackRef> packs = new ArrayList<>(count);
      for (int i = 0; i < count; i++) {
        packs.add(new PackRef(domain, Digest.read(in), in.getInt()));
      }
      List<Optional<Place>> places = new ArrayList<>(chunks.size());
      for (Digest chunk : chunks) {
        places.add(place(chunk, packs, in));
      }
      if (in.hasRemaining()) {
        throw new IllegalArgumentException("more places than chunks");
      }
      return List.copyOf(places);
    } catch (BufferUnderflowException e) {
      throw new IllegalArgumentException("fewer places than chunks", e);
    }
  }

  private static Optional<Place> place(Digest chunk, List<PackRef> packs, ByteBuffer in) {
    int pack = in.getInt();
    if (pack == MISSING) {
      return Optional.empty();
    }
    if (pack < 0 || pack >= packs.size()) {
      throw new IllegalArgumentException("no such pack: " + pack);
    }
    int number = in.getInt();
    Slot slot = new Slot(chunk, in.getLong(), in.getInt(), in.getInt());
    if (number < 0 || slot.offset() < 0 || slot.storedLength() < 1 || slot.rawLength() < 1) {
      throw new IllegalArgumentException("not a place: slot " + number + ", " + slot);
    }
    return Optional.of(new Place(packs.get(pack), number, slot));
  }
}
