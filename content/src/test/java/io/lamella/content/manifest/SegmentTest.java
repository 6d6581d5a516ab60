package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.digest;
import static io.lamella.content.manifest.Contents.file;
import static io.lamella.content.manifest.Contents.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SegmentTest {
  static final PackRef SELF = MemoryPacks.pack("self");

  @Test
  void aLeafComesBackWithAllItsFields() throws IOException {
    // Given
    Segment leaf = new Segment.Leaf(everyKind());

    // When
    SegmentDecoder.Decoded decoded = SegmentDecoder.decode(stored(leaf), SELF);

    // Then
    assertThat(decoded.segment()).isEqualTo(leaf);
    assertThat(decoded.id()).isEqualTo(id(leaf));
    assertThat(decoded.totals()).isEqualTo(leaf.totals());
  }

  @Test
  void anInnerSegmentNamesItsOwnPackWithoutItsId() throws IOException {
    // Given
    SegmentPack open = new SegmentPack();
    Segment.Inner inner = inner(open);

    // When
    SegmentEncoder.Stored stored = encode(inner, open);
    Segment.Inner decoded = (Segment.Inner) SegmentDecoder.decode(stored.bytes(), SELF).segment();

    // Then
    assertThat(decoded.level()).isEqualTo(2);
    assertThat(stored.packs()).containsExactly(MemoryPacks.pack("earlier"));
    assertThat(decoded.items().get(0).address().extent())
        .isEqualTo(new Extent(SELF, 100, 252, 200, 3, 1));
    assertThat(decoded.items().get(1).address().extent())
        .isEqualTo(new Extent(MemoryPacks.pack("earlier"), 7, 5_000_104, 5_000_000, 2, 2));
    assertThat(decoded.items().get(1).totals()).isEqualTo(new Manifest.Totals(9, 8, 1, 1L << 50));
  }

  @Test
  void theIdKnowsNothingOfPlacesTimesAndModes() throws IOException {
    // Given
    Entry.File one = file("a", 7);
    Entry.File other =
        new Entry.File(one.path(), one.size(), one.executable(), one.digest(), List.of(), -5, 0600);

    // Then
    assertThat(id(new Segment.Leaf(List.of(one)))).isEqualTo(id(new Segment.Leaf(List.of(other))));
    assertThat(stored(new Segment.Leaf(List.of(one))))
        .isNotEqualTo(stored(new Segment.Leaf(List.of(other))));
  }

  @Test
  void theIdDependsOnEveryCanonicalField() throws IOException {
    // Given
    Digest d = digest(1);
    EntryPath a = path("a");
    List<Entry> different =
        List.of(
            new Entry.File(a, 1, false, d, List.of(), 0, 0),
            new Entry.File(path("b"), 1, false, d, List.of(), 0, 0),
            new Entry.File(a, 2, false, d, List.of(), 0, 0),
            new Entry.File(a, 1, true, d, List.of(), 0, 0),
            new Entry.File(a, 1, false, digest(2), List.of(), 0, 0),
            new Entry.Symlink(a, "x"),
            new Entry.Symlink(a, "y"),
            new Entry.Folder(a, 0),
            new Entry.Link(a, "x", 1, null, null, 0),
            new Entry.Link(a, "y", 1, null, null, 0),
            new Entry.Link(a, "x", -1, null, null, 0),
            new Entry.Link(a, "x", 1, "p", null, 0),
            new Entry.Link(a, "x", 1, null, d, 0));

    // Then
    assertThat(different.stream().map(entry -> id(new Segment.Leaf(List.of(entry)))))
        .doesNotHaveDuplicates();
  }

  @Test
  void everySingleByteCorruptionIsFound() throws IOException {
    // Given
    for (byte[] stored :
        List.of(
            stored(new Segment.Leaf(everyKind())),
            encode(inner(new SegmentPack(SELF)), new SegmentPack()).bytes())) {
      for (int i = 0; i < stored.length; i++) {
        for (int bits : new int[] {0x01, 0x80, 0xff}) {
          byte[] changed = stored.clone();
          changed[i] ^= (byte) bits;

          // Then
          assertThatThrownBy(() -> SegmentDecoder.decode(changed, SELF))
              .isInstanceOf(CorruptedException.class);
        }
        byte[] cut = Arrays.copyOf(stored, i);
        assertThatThrownBy(() -> SegmentDecoder.decode(cut, SELF))
            .isInstanceOf(CorruptedException.class);
      }
    }
  }

  @Test
  void refusesEntriesThatCannotBe() {
    EntryPath a = path("a");
    List<Runnable> wrong =
        List.of(
            () -> new Entry.File(a, -1, false, digest(1), List.of(), 0, 0),
            () -> new Entry.File(a, 1, false, digest(1), List.of(), 0, 01000),
            () -> new Entry.Folder(a, -1),
            () -> new Entry.Symlink(a, ""),
            () -> new Entry.Symlink(a, "x\0"),
            () -> new Entry.Symlink(a, "\udc00"),
            () -> new Entry.Symlink(a, "x".repeat(4097)),
            () -> new Entry.Link(a, "", 1, null, null, 0),
            () -> new Entry.Link(a, "x", -2, null, null, 0),
            () -> new Entry.Link(a, "x", 1, "", null, 0));
    for (Runnable entry : wrong) {
      assertThatThrownBy(entry::run)
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageEndingWith(": a");
    }
  }

  /** One of each kind, with small and large fields. */
  static List<Entry> everyKind() {
    List<Extent> extents = new ArrayList<>();
    extents.add(new Extent(MemoryPacks.pack("one"), 0, 70_052, 70_000, 0, 1));
    extents.add(new Extent(MemoryPacks.pack("two"), 1 << 20, 60_000, 90_000, 17, 2));
    extents.add(new Extent(MemoryPacks.pack("one"), 70_052, 1_000, 840_000, 1, 13));
    return List.of(
        new Entry.File(path("a/empty"), 0, false, Digest.EMPTY, List.of(), 0, 0644),
        new Entry.File(path("a/large"), 1_000_000, true, digest(2), extents, -1, 0777),
        new Entry.File(path("a/lost"), 1L << 62, false, digest(3), List.of(), Long.MIN_VALUE, 0),
        new Entry.Folder(path("a/é"), 0750),
        new Entry.Link(path("a-link"), "s3://b/k?x=ü", -1, null, null, Long.MAX_VALUE),
        new Entry.Link(path("a.link"), "https://x/y", Long.MAX_VALUE, "\"etag\"", digest(4), 12),
        new Entry.Symlink(path("z"), "../ü"));
  }

  /** Two lines of level 2, the first of them in {@code pack}. */
  static Segment.Inner inner(SegmentPack pack) {
    Address self = new Address(pack, 100, 252, 200, 3, 1);
    Address earlier =
        new Address(new SegmentPack(MemoryPacks.pack("earlier")), 7, 5_000_104, 5_000_000, 2, 2);
    return new Segment.Inner(
        2,
        List.of(
            new Item(path("a/b"), digest(5), new Manifest.Totals(1, 0, 0, 0), self),
            new Item(path("a/c"), digest(6), new Manifest.Totals(9, 8, 1, 1L << 50), earlier)));
  }

  static byte[] stored(Segment segment) {
    return encode(segment, new SegmentPack()).bytes();
  }

  static SegmentEncoder.Stored encode(Segment segment, SegmentPack self) {
    try (SegmentEncoder encoder = new SegmentEncoder()) {
      return encoder.stored(segment, encoder.canonical(segment), self);
    }
  }

  static Digest id(Segment segment) {
    try (SegmentEncoder encoder = new SegmentEncoder()) {
      return Digest.of(encoder.canonical(segment));
    }
  }
}
