package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.pack.Extent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PartTest {
  private final MemoryPacks packs = new MemoryPacks();

  /** What these parts hold is written down in docs/reference/portions.md, and never changes. */
  @Test
  void partsByFilesHoldWhatTheyAlwaysHeld() throws IOException {
    Manifest manifest = seal(example());

    assertThat(parts(manifest, 3, Part.Balance.FILES))
        .containsExactly(
            List.of("a/1.bin", "a/2.bin"),
            List.of("a/3.bin", "a/link", "b/4.bin"),
            List.of("b/hollow", "c.txt", "d"));
  }

  @Test
  void partsByBytesHoldWhatTheyAlwaysHeld() throws IOException {
    Manifest manifest = seal(example());

    assertThat(parts(manifest, 3, Part.Balance.BYTES))
        .containsExactly(
            List.of("a/1.bin"),
            List.of("a/2.bin", "a/3.bin", "a/link", "b/4.bin"),
            List.of("b/hollow", "c.txt", "d"));
  }

  @Test
  void morePartsThanFilesLeaveSomeEmpty() throws IOException {
    Manifest manifest = seal(example());

    assertThat(parts(manifest, 7, Part.Balance.FILES))
        .containsExactly(
            List.of("a/1.bin"),
            List.of("a/2.bin"),
            List.of("a/3.bin"),
            List.of("a/link", "b/4.bin"),
            List.of("b/hollow", "c.txt"),
            List.of(),
            List.of("d"));
  }

  @Test
  void whatWeighsNothingAtAllIsInTheLastPart() throws IOException {
    Model model = new Model();
    model.entries.put(path("link"), new Entry.Symlink(path("link"), "elsewhere"));
    Manifest manifest = seal(model);

    assertThat(parts(manifest, 2, Part.Balance.FILES)).containsExactly(List.of(), List.of("link"));
    assertThat(parts(manifest, 2, Part.Balance.BYTES)).containsExactly(List.of(), List.of("link"));
    assertThat(parts(seal(new Model()), 2, Part.Balance.FILES))
        .containsExactly(List.of(), List.of());
  }

  @Test
  void readsItsOwnSegmentsAndTheWayToThem() throws IOException {
    // Given
    Manifest whole = seal(Contents.numbered(40_000, 1));
    packs.resetCounts();
    drain(whole.entries(null, null));
    long all = packs.bytesRead;

    for (int number : new int[] {0, 9, 19}) {
      packs.resetCounts();

      // When
      List<Entry> part =
          drain(new Part(number, 20, Part.Balance.FILES).of(packs.manifest(whole.root())));

      // Then
      assertThat(part).hasSize(2_000);
      assertThat(packs.bytesRead).isLessThan(all / 7);
    }
  }

  @Test
  void refusesPartsThatThereCannotBe() {
    assertThatThrownBy(() -> new Part(4, 4, Part.Balance.FILES))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("no part 4 of 4");
    assertThatThrownBy(() -> new Part(-1, 4, Part.Balance.FILES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new Part(0, 0, Part.Balance.FILES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Five files of 4,000, 1,000, 0, 3,000 and 4,000 bytes, an empty folder and two symlinks. */
  private static Model example() {
    Model model = new Model();
    for (Entry entry :
        List.of(
            file("a/1.bin", 4_000),
            file("a/2.bin", 1_000),
            file("a/3.bin", 0),
            new Entry.Symlink(path("a/link"), "1.bin"),
            file("b/4.bin", 3_000),
            new Entry.Folder(path("b/hollow"), 0755),
            file("c.txt", 4_000),
            new Entry.Symlink(path("d"), "c.txt"))) {
      model.entries.put(entry.path(), entry);
    }
    return model;
  }

  private static Entry file(String path, int size) {
    Extent extent = new Extent(MemoryPacks.pack("content"), 0, size + 52, size, 0, 1);
    List<Extent> extents = size == 0 ? List.of() : List.of(extent);
    return new Entry.File(path(path), size, false, Contents.digest(size), extents, 0, 0644);
  }

  private static List<List<String>> parts(Manifest manifest, int count, Part.Balance balance) {
    return IntStream.range(0, count)
        .mapToObj(number -> new Part(number, count, balance))
        .map(part -> paths(part, manifest))
        .toList();
  }

  private static List<String> paths(Part part, Manifest manifest) {
    try {
      return drain(part.of(manifest)).stream().map(entry -> entry.path().toString()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Manifest seal(Model model) throws IOException {
    return packs.manifest(Sealer.seal(null, Run.of(model.fromNothing()), packs).root());
  }
}
