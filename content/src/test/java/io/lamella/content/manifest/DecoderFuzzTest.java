package io.lamella.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lamella.content.CorruptedException;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Whatever the bytes: an answer, or a CorruptedException. */
class DecoderFuzzTest {
  @Property(tries = 2_000)
  void noBytesBreakTheDecoders(@ForAll byte[] bytes) throws IOException {
    decodeSegment(bytes);
    decodeRun(bytes);
  }

  @Property(tries = 6_000)
  void noSegmentBreaksTheDecoderThoughItsChecksumsAreRight(
      @ForAll long seed, @ForAll boolean leaf, @ForAll @IntRange(min = 1, max = 4) int changes)
      throws IOException {
    // Given
    Random random = new Random(seed);
    Segment segment =
        leaf
            ? new Segment.Leaf(SegmentTest.everyKind())
            : SegmentTest.inner(new SegmentPack(SegmentTest.SELF));
    byte[] stored = SegmentTest.stored(segment);
    Raw raw = Raw.of(stored);

    // When
    for (int i = 0; i < changes; i++) {
      mutate(random, random.nextBoolean() ? raw.canonical : raw.locations);
    }

    // Then
    decodeSegment(raw.store(stored));
  }

  @Property(tries = 3_000)
  void noRunBreaksTheDecoderThoughItsChecksumsAreRight(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Run.encode(Run.of(GoldenTest.run()), out);
    byte[] stored = out.toByteArray();
    ByteReader in = new ByteReader(stored, 5, stored.length);
    int count = in.u32();
    int rawLength = in.u32();
    int storedLength = in.u32();
    in.u32();
    byte[] payload = Zstd.decompress(in.raw(storedLength), rawLength);
    byte[] end = in.raw(in.remaining());

    // When
    mutate(random, payload);

    // Then
    byte[] zipped = Zstd.compress(payload);
    ByteWriter again = new ByteWriter();
    again.raw(stored, 0, 5);
    ByteWriter header = new ByteWriter();
    header.u32(count);
    header.u32(payload.length);
    header.u32(zipped.length);
    header.u32(RunFormat.crc(header.array(), header.length(), zipped));
    again.raw(header);
    again.raw(zipped);
    again.raw(end);
    decodeRun(again.toBytes());
  }

  private static void mutate(Random random, byte[] bytes) {
    int at = random.nextInt(bytes.length);
    switch (random.nextInt(4)) {
      case 0 -> bytes[at] = (byte) random.nextInt();
      case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 2 -> bytes[at] = (byte) 0xff;
      default -> {
        int end = Math.min(bytes.length, at + 10);
        java.util.Arrays.fill(bytes, at, end, (byte) 0xff);
      }
    }
  }

  private static void decodeSegment(byte[] bytes) throws IOException {
    try {
      SegmentDecoder.Decoded decoded = SegmentDecoder.decode(bytes, SegmentTest.SELF);
      assertThat(SegmentTest.id(decoded.segment())).isEqualTo(decoded.id());
    } catch (CorruptedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  private static void decodeRun(byte[] bytes) throws IOException {
    try {
      List<Change> run = Contents.drain(Run.decode(new ByteArrayInputStream(bytes)));
      assertThat(Run.close(run)).isEqualTo(run);
    } catch (CorruptedException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
  }

  /** The parts of a stored segment before compression. */
  private record Raw(byte[] canonical, byte[] locations) {
    static Raw of(byte[] stored) throws IOException {
      ByteReader in = new ByteReader(stored, 12, stored.length);
      int canonicalRaw = in.u32();
      int canonicalStored = in.u32();
      int locationsRaw = in.u32();
      int locationsStored = in.u32();
      in.u32();
      return new Raw(
          Zstd.decompress(in.raw(canonicalStored), canonicalRaw),
          Zstd.decompress(in.raw(locationsStored), locationsRaw));
    }

    byte[] store(byte[] like) {
      byte[] canonicalStored = Zstd.compress(canonical);
      byte[] locationsStored = Zstd.compress(locations);
      ByteWriter out = new ByteWriter();
      out.raw(like, 0, 12);
      out.u32(canonical.length);
      out.u32(canonicalStored.length);
      out.u32(locations.length);
      out.u32(locationsStored.length);
      out.u32(0);
      out.raw(canonicalStored);
      out.raw(locationsStored);
      byte[] stored = out.toBytes();
      ByteWriter crc = new ByteWriter();
      crc.u32(SegmentFormat.crc(stored));
      System.arraycopy(crc.array(), 0, stored, SegmentFormat.HEADER_BYTES - 4, 4);
      return stored;
    }
  }
}
