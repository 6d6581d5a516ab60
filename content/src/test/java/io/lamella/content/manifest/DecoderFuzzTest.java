package io.lamella.content.manifest;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackWriter;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/**
 * Whatever the bytes: an answer, or a CorruptedException. For a long run: {@code
 * -Djqwik.tries.default=1000000}.
 */
class DecoderFuzzTest {
  @Property
  void noBytesBreakTheDecoders(@ForAll byte[] bytes) throws IOException {
    decodeSegment(bytes);
    decodeRun(bytes);
  }

  @Property
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

  @Property
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

  @Property
  void noTreeBreaksItsReadersThoughItsChecksumsAreRight(@ForAll long seed) throws IOException {
    // Given: two leaves, and a root that tells wrong things of them
    Random random = new Random(seed);
    MemoryPacks packs = new MemoryPacks();
    Segment.Inner root = new Segment.Inner(1, leaves(packs));
    byte[] stored = SegmentTest.encode(root, new SegmentPack()).bytes();
    Raw raw = Raw.of(stored);
    mutate(random, random.nextInt(3) == 0 ? raw.canonical : raw.locations);
    Manifest manifest = packs.manifest(asRoot(packs, raw.store(stored), raw.canonical));

    // When, Then
    reading(() -> Contents.drain(manifest.entries(null, null)));
    reading(() -> Contents.drain(manifest.entries(Contents.path("c"), Contents.path("c"))));
    reading(manifest::totals);
    reading(() -> manifest.totals(Contents.path("c")));
    reading(() -> manifest.find(Contents.path("d")));
    reading(() -> manifest.children(null, "a", 10));
    reading(() -> Contents.drain(Manifest.diff(null, manifest)));
    reading(() -> Sealer.seal(manifest, Run.of(List.of(Contents.put("b0", 7))), new MemoryPacks()));
  }

  private static List<Item> leaves(MemoryPacks packs) throws IOException {
    try (SegmentWriter writer = new SegmentWriter(packs)) {
      List<Item> items =
          List.of(
              leaf(writer, Contents.file("a", 1), Contents.file("b", 2)),
              leaf(writer, Contents.file("c/c", 3), Contents.file("d", 4)));
      writer.finish();
      return items;
    }
  }

  private static Item leaf(SegmentWriter writer, Entry... entries) throws IOException {
    Segment leaf = new Segment.Leaf(List.of(entries));
    byte[] canonical = writer.canonical(leaf);
    Address address = writer.write(leaf, canonical);
    return new Item(leaf.key(0), Digest.of(canonical), leaf.totals(), address);
  }

  private static Root asRoot(MemoryPacks packs, byte[] stored, byte[] canonical)
      throws IOException {
    Sealer.SegmentPacks.OpenPack pack = packs.begin();
    PackWriter writer = new PackWriter(pack::write);
    writer.add(Digest.of(stored), ByteBuffer.wrap(stored));
    PackIndex index = writer.finish();
    return new Root(Digest.of(canonical), index.extent(pack.finish(index), 0, 1));
  }

  @FunctionalInterface
  private interface Reading {
    Object read() throws IOException;
  }

  /** Whatever it finds, it ends, and says so if it cannot go on. */
  private static void reading(Reading reading) {
    try {
      assertThat(reading.read()).isNotNull();
    } catch (IOException e) {
      assertThat(e).hasMessageNotContaining("null");
    }
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
