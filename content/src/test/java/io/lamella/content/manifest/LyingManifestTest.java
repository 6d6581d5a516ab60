package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.digest;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.file;
import static io.lamella.content.manifest.Contents.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackWriter;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Trees whose frames and checksums are right, and which lie. */
class LyingManifestTest {
  private final MemoryPacks packs = new MemoryPacks();
  private final Segment.Leaf left = new Segment.Leaf(List.of(file("a", 1), file("b", 2)));
  private final Segment.Leaf right = new Segment.Leaf(List.of(file("c", 3), file("d", 4)));

  @Test
  void readsATreeThatDoesNotLie() throws IOException {
    // Given
    Manifest manifest = tree(item -> item, 1);

    // Then
    assertThat(drain(manifest.entries(null, null))).hasSize(4);
  }

  @Test
  void refusesSegmentsThatAreNotWhatTheirParentSays() throws IOException {
    List<UnaryOperator<Item>> lies =
        List.of(
            item -> new Item(item.first(), digest(1), item.totals(), item.address()),
            item -> new Item(path("b"), item.id(), item.totals(), item.address()),
            item ->
                new Item(item.first(), item.id(), new Manifest.Totals(2, 2, 0, 1), item.address()),
            item ->
                new Item(
                    item.first(),
                    item.id(),
                    new Manifest.Totals(1 << 30, 2, 0, 0),
                    item.address()));
    for (UnaryOperator<Item> lie : lies) {
      assertRefused(tree(lie, 1));
    }
  }

  @Test
  void refusesALevelThatDoesNotFollow() throws IOException {
    assertRefused(tree(item -> item, 2));
  }

  @Test
  void refusesSegmentsThatOverlap() throws IOException {
    // Given
    Segment.Leaf longer =
        new Segment.Leaf(List.of(file("a", 1), file("b", 2), file("c", 3), file("e", 5)));

    // Then
    assertRefused(tree(longer, right, item -> item, 1));
  }

  @Test
  void refusesARootWithAnotherId() throws IOException {
    // Given
    Root root = tree(item -> item, 1).root();

    // Then
    assertRefused(packs.manifest(new Root(digest(1), root.address())));
  }

  @Test
  void refusesARootThatListsASingleSegment() throws IOException {
    try (SegmentWriter writer = new SegmentWriter(packs)) {
      Item item = write(writer, left);
      Root root = finish(writer, new Segment.Inner(1, List.of(item)));
      assertRefused(packs.manifest(root));
    }
  }

  @Test
  void doesNotGoRoundInATreeThatNamesItsOwnPlace() throws IOException {
    // Given: both lines name the place where the root itself lies
    Root root = roundTree(new Extent(MemoryPacks.pack("any"), 0, 200, 148, 0, 1));
    Extent guess = root.address();
    root = roundTree(guess);
    assertThat(root.address().storedLength()).isEqualTo(guess.storedLength());

    // Then
    assertRefused(packs.manifest(root));
  }

  @Test
  void namesThePackAndTheOffset() throws IOException {
    // Given
    Manifest manifest = tree(item -> item, 2);
    PackRef pack = manifest.root().address().pack();

    // Then
    assertThatThrownBy(() -> drain(manifest.entries(null, null)))
        .isInstanceOf(CorruptedException.class)
        .hasMessageContaining(pack.key())
        .hasMessageContaining("segment at 0");
  }

  @Test
  void findsEveryChangedByteOfAPackOfSegments() throws IOException {
    // Given
    Sealer.Result sealed = Sealer.seal(null, Run.of(Contents.numbered(80, 1).fromNothing()), packs);
    PackRef pack = sealed.root().address().pack();
    byte[] bytes = packs.packs.get(pack);
    long end = sealed.root().address().end();

    for (int i = 0; i < end; i++) {
      // When
      bytes[i] ^= 0x10;

      // Then
      assertThatThrownBy(() -> drain(packs.manifest(sealed.root()).entries(null, null)))
          .isInstanceOf(CorruptedException.class);
      bytes[i] ^= 0x10;
    }
  }

  private Root roundTree(Extent like) throws IOException {
    SegmentPack open = new SegmentPack();
    Address here = new Address(open, 0, like.storedLength(), like.rawLength(), 0, 1);
    Segment.Inner round = new Segment.Inner(1, List.of(item("a", here), item("b", here)));
    byte[] stored = SegmentTest.encode(round, open).bytes();
    Sealer.SegmentPacks.OpenPack pack = packs.begin();
    PackWriter writer = new PackWriter(pack::write);
    writer.add(Digest.of(stored), ByteBuffer.wrap(stored));
    PackIndex index = writer.finish();
    return new Root(SegmentTest.id(round), index.extent(pack.finish(index), 0, 1));
  }

  private static Item item(String first, Address address) {
    return new Item(path(first), digest(1), new Manifest.Totals(1, 1, 0, 0), address);
  }

  private Manifest tree(UnaryOperator<Item> lie, int level) throws IOException {
    return tree(left, right, lie, level);
  }

  private Manifest tree(Segment one, Segment two, UnaryOperator<Item> lie, int level)
      throws IOException {
    try (SegmentWriter writer = new SegmentWriter(packs)) {
      Item first = lie.apply(write(writer, one));
      Item second = write(writer, two);
      return packs.manifest(finish(writer, new Segment.Inner(level, List.of(first, second))));
    }
  }

  private static Item write(SegmentWriter writer, Segment segment) throws IOException {
    byte[] canonical = writer.canonical(segment);
    return new Item(
        segment.key(0), Digest.of(canonical), segment.totals(), writer.write(segment, canonical));
  }

  private static Root finish(SegmentWriter writer, Segment root) throws IOException {
    byte[] canonical = writer.canonical(root);
    Address address = writer.write(root, canonical);
    writer.finish();
    return new Root(Digest.of(canonical), address.extent());
  }

  private static void assertRefused(Manifest manifest) {
    assertThatThrownBy(() -> drain(manifest.entries(null, null)))
        .isInstanceOf(CorruptedException.class);
    assertThatThrownBy(() -> drain(Manifest.diff(null, manifest)))
        .isInstanceOf(CorruptedException.class);
  }
}
