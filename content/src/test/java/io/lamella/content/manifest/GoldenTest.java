package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.delete;
import static io.lamella.content.manifest.Contents.deleteTree;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Stored forms of version 1, which every later program must read. */
class GoldenTest {
  @Test
  void readsALeafSegment() throws IOException {
    // When
    SegmentDecoder.Decoded decoded =
        SegmentDecoder.decode(golden("segment-leaf.v1"), SegmentTest.SELF);

    // Then
    assertThat(decoded.segment()).isEqualTo(new Segment.Leaf(SegmentTest.everyKind()));
    assertThat(decoded.id()).isEqualTo(SegmentTest.id(decoded.segment()));
    assertThat(decoded.id().hex())
        .isEqualTo("e730e2c55074932215eaef4cd07f3073f5b943b59cf6add82f27ea740a1d976f");
  }

  @Test
  void readsAnInnerSegment() throws IOException {
    // When
    SegmentDecoder.Decoded decoded =
        SegmentDecoder.decode(golden("segment-inner.v1"), SegmentTest.SELF);

    // Then
    Segment.Inner expected = SegmentTest.inner(new SegmentPack(SegmentTest.SELF));
    assertThat(addresses(decoded.segment())).isEqualTo(addresses(expected));
    assertThat(decoded.totals()).isEqualTo(expected.totals());
    assertThat(decoded.id()).isEqualTo(SegmentTest.id(expected));
    assertThat(decoded.id().hex())
        .isEqualTo("1756db795dfcd49f07ca1da2e9850982ce2b93be35186335b7b737d9f9f857a7");
  }

  @Test
  void readsARun() throws IOException {
    // When
    List<Change> run = Contents.drain(Run.decode(new ByteArrayInputStream(golden("run.v1"))));

    // Then
    assertThat(run).isEqualTo(run());
  }

  @Test
  void theVersionDigestIsPinned() {
    // Given
    Root root = new Root(Digest.EMPTY, new Extent(SegmentTest.SELF, 0, 1, 1, 0, 1));

    // Then: sha256 of 01000000 and the 32 bytes
    assertThat(root.versionDigest().hex())
        .isEqualTo("44dd70461a0d649a0aa5bd54e333624643b449101d4692ac7c01f043a7fa3d63");
  }

  @Test
  void theEmptyVersionIsPinned() throws IOException {
    // Given
    MemoryPacks packs = new MemoryPacks();

    // When
    Root root = Sealer.seal(null, Run.of(List.of()), packs).root();

    // Then
    assertThat(root.versionDigest().hex())
        .isEqualTo("9b4680d33b3351d7f0a546abf42f74276a0d8271c5032f0c9a81eceb1381835e");
  }

  @Test
  void theTreeOfManyFilesIsPinned() throws IOException {
    // Given
    MemoryPacks packs = new MemoryPacks();
    Model model = Contents.numbered(20_000, 1);

    // When
    Root root = Sealer.seal(null, Run.of(model.fromNothing()), packs).root();

    // Then
    assertThat(root.versionDigest().hex())
        .isEqualTo("8af5823f2fadd75b3096dfc98d9e9e83d285d538ad29bfe38bfdaea9aaa3d503");
  }

  /** A change of each kind. */
  static List<Change> run() {
    List<Change> changes = new ArrayList<>(List.of(deleteTree("b"), delete("c/d")));
    SegmentTest.everyKind().forEach(entry -> changes.add(new Change.Put(entry)));
    return Run.close(changes);
  }

  private static List<Extent> addresses(Segment segment) {
    return ((Segment.Inner) segment).items().stream().map(item -> item.address().extent()).toList();
  }

  private static byte[] golden(String name) throws IOException {
    try (InputStream in = GoldenTest.class.getResourceAsStream("/golden/manifest/" + name)) {
      return in.readAllBytes();
    }
  }
}
