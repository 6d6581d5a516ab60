package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.delete;
import static io.lamella.content.manifest.Contents.deleteTree;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.file;
import static io.lamella.content.manifest.Contents.path;
import static io.lamella.content.manifest.Contents.put;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackLimits;
import io.lamella.content.pack.PackRef;
import io.lamella.content.pack.PackVerifier;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SealerTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Test
  void tenChangesInManyFilesWriteAndReadLittle() throws IOException {
    // Given
    Model model = Contents.numbered(100_000, 1);
    Sealer.Result whole = seal(null, model.fromNothing());
    Random random = new Random(2);
    List<Change> ten = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      ten.add(put(Contents.name(random.nextInt(100_000)), -i));
    }
    packs.resetCounts();

    // When
    Sealer.Result result = seal(whole, Run.close(ten));

    // Then: the leaves and inner segments above the changes, which are longer than the average
    assertThat(result.modified()).isEqualTo(10);
    assertThat(result.segmentBytes()).isLessThan(150_000);
    assertThat(packs.opens).isLessThan(40);
    assertThat(packs.bytesRead).isLessThan(250_000);
    assertThat(whole.segmentBytes() / 100_000).isLessThan(50);
  }

  @Test
  void aFolderGoesWithoutReadingItsSegments() throws IOException {
    // Given
    Model model = Contents.numbered(40_000, 1);
    model.apply(put("zzz", 1));
    Sealer.Result whole = seal(null, model.fromNothing());
    packs.resetCounts();

    // When
    Sealer.Result result = seal(whole, List.of(deleteTree("set")));

    // Then
    assertThat(result.removed()).isEqualTo(40_000);
    assertThat(entries(result)).containsExactly(file("zzz", 1));
    assertThat(packs.bytesRead).isLessThan(100_000);
  }

  @ParameterizedTest
  @CsvSource({
    "1030,0,1024",
    "1030,0,1029",
    "1030,32,1030",
    "1030,1024,1030",
    "1400,1056,1400",
    "1400,1024,1400",
    "1400,1023,1400",
    "1400,0,1024",
    "1400,0,1056",
    "1400,1,1400",
    "1400,32,1400",
    "1400,0,1399",
    "1400,512,1399",
    "1400,700,701",
    "33,32,33",
    "33,0,32"
  })
  void aTreeLosesLevelsWithItsContent(int size, int from, int to) throws IOException {
    // Given: segments of 32 lines on two levels
    Model model = new Model();
    for (String name : ShortSegments.NAMES.subList(0, size)) {
      model.apply(put(name, 1));
    }
    Sealer.Result whole = seal(null, model.fromNothing());
    List<Change> run =
        ShortSegments.NAMES.subList(from, to).stream().map(Contents::delete).toList();
    model.applyRun(run);

    // When
    Sealer.Result rest = seal(whole, run);

    // Then
    assertThat(entries(rest)).isEqualTo(model.list());
    assertThat(rest.root().id()).isEqualTo(seal(null, model.fromNothing()).root().id());
  }

  @Test
  void theSameInputGivesTheSameBytes() throws IOException {
    // Given
    List<Change> run = Contents.numbered(5_000, 1).fromNothing();
    MemoryPacks other = new MemoryPacks();

    // When
    Sealer.Result first = seal(null, run);
    Sealer.Result second = Sealer.seal(null, Run.of(run), other);

    // Then
    assertThat(second).isEqualTo(first);
    assertThat(other.packs.keySet()).isEqualTo(packs.packs.keySet());
  }

  @Test
  void puttingTheSameContentAgainIsNoChange() throws IOException {
    // Given
    Model model = Contents.numbered(3_000, 1);
    Sealer.Result whole = seal(null, model.fromNothing());
    int written = packs.packs.size();
    List<Change> touched = new ArrayList<>();
    for (Entry entry : model.list()) {
      Entry.File file = (Entry.File) entry;
      touched.add(
          new Change.Put(
              new Entry.File(
                  file.path(), file.size(), file.executable(), file.digest(), List.of(), 5, 0)));
    }

    // When
    Sealer.Result again = seal(whole, Run.close(touched));

    // Then
    assertThat(again.root()).isEqualTo(whole.root());
    assertThat(again.packs()).isEmpty();
    assertThat(List.of(again.added(), again.modified(), again.removed(), again.segmentBytes()))
        .containsOnly(0L);
    assertThat(packs.packs).hasSize(written);
  }

  @Test
  void anUntouchedEntryKeepsItsLocationsBesideAChange() throws IOException {
    // Given
    Sealer.Result before = seal(null, Run.close(List.of(put("a", 1), put("b", 2))));

    // When
    Sealer.Result after = seal(before, Run.close(List.of(put("b", 3), delete("c"))));

    // Then
    assertThat(entries(after)).containsExactly(file("a", 1), file("b", 3));
  }

  @Test
  void namesThePacksOfNewSegments() throws IOException {
    // Given
    Sealer.Result before = seal(null, Run.close(List.of(put("a", 1), put("b", 2))));

    // When
    Sealer.Result after = seal(before, Run.close(List.of(put("c", 3), delete("a"))));

    // Then
    assertThat(after.packs())
        .isEqualTo(
            Set.of(
                MemoryPacks.pack("content2"),
                MemoryPacks.pack("content0"),
                after.root().address().pack()));
  }

  @Test
  void anEmptyParentStaysAsItIs() throws IOException {
    // Given
    Sealer.Result empty = seal(null, List.of());

    // Then
    assertThat(seal(empty, List.of(delete("a"))).root()).isEqualTo(empty.root());
    Sealer.Result one = seal(empty, Run.close(List.of(put("a", 1))));
    assertThat(entries(one)).containsExactly(file("a", 1));
    assertThat(seal(one, List.of(delete("a"))).root()).isEqualTo(empty.root());
  }

  @Test
  void longSegmentsTakeSeveralSlotsAndPacksRoll() throws IOException {
    // Given
    Random random = new Random(1);
    byte[] bytes = new byte[6_000];
    Model model = new Model();
    for (int i = 0; i < 6_000; i++) {
      random.nextBytes(bytes);
      EntryPath path = path(Contents.name(i));
      model.entries.put(
          path, new Entry.Link(path, Base64.getEncoder().encodeToString(bytes), i, null, null, i));
    }

    // When
    Sealer.Result result = seal(null, model.fromNothing());

    // Then
    assertThat(packs.packs).hasSizeGreaterThan(1);
    assertThat(result.packs()).isEqualTo(packs.packs.keySet());
    boolean several = false;
    for (Map.Entry<PackRef, byte[]> pack : packs.packs.entrySet()) {
      PackVerifier verifier = new PackVerifier(pack.getKey().id());
      verifier.feed(ByteBuffer.wrap(pack.getValue()));
      several |=
          verifier.finish().slots().stream()
              .anyMatch(slot -> slot.rawLength() == PackLimits.MAX_RAW_LENGTH);
    }
    assertThat(several).isTrue();
    assertThat(entries(result)).isEqualTo(model.list());
    EntryPath middle = path(Contents.name(3_000));
    assertThat(packs.manifest(result.root()).find(middle)).contains(model.entries.get(middle));
  }

  @Test
  void aFileOfVeryManyExtentsIsKept() throws IOException {
    // Given
    Random random = new Random(1);
    List<Extent> extents = new ArrayList<>();
    for (int i = 0; i < 300_000; i++) {
      PackRef pack = MemoryPacks.pack("p" + i / 4000);
      extents.add(new Extent(pack, random.nextInt(1 << 25), 9_000, random.nextInt(9_000), i, 1));
    }
    Entry file = new Entry.File(path("large"), 1L << 40, false, Digest.EMPTY, extents, 0, 0644);

    // When
    Sealer.Result result = seal(null, List.of(new Change.Put(file)));

    // Then
    assertThat(result.root().address().count()).isGreaterThan(1);
    assertThat(entries(result)).containsExactly(file);
    assertThat(result.packs()).hasSize(76);
  }

  @Test
  void dropsTheOpenPackWhenItFails() throws IOException {
    // Given
    List<Change> run = new ArrayList<>(Contents.numbered(2_000, 1).fromNothing());
    run.add(put("a", 1));

    // Then
    assertThatThrownBy(() -> seal(null, run)).isInstanceOf(IllegalArgumentException.class);
    assertThat(packs.aborted).isEqualTo(1);
    assertThat(packs.packs).isEmpty();
  }

  private Sealer.Result seal(Sealer.@Nullable Result parent, List<Change> run) throws IOException {
    Manifest tree = parent == null ? null : packs.manifest(parent.root());
    return Sealer.seal(tree, Run.of(run), packs);
  }

  private List<Entry> entries(Sealer.Result result) throws IOException {
    return drain(packs.manifest(result.root()).entries(null, null));
  }
}
