package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.collidingPaths;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.put;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class DiffTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Property(tries = 500)
  void whatDiffersMakesOneOutOfTheOther(
      @ForAll("runs") List<List<Change>> left, @ForAll("runs") List<List<Change>> right)
      throws IOException {
    // Given
    Model a = new Model();
    left.forEach(a::applyRun);
    Model b = new Model();
    right.forEach(b::applyRun);

    // Then
    assertDiffMakes(a, b);
  }

  @Property(tries = 60)
  void treesOfDifferentHeightsAreCompared(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    Model a = shortSegments(random);
    Model b = shortSegments(random);

    // Then
    assertDiffMakes(a, b);
  }

  @Test
  void readsLittleForAFewChanges() throws IOException {
    // Given
    Model a = Contents.numbered(30_000, 1);
    Model b = new Model(a);
    b.applyRun(Run.close(List.of(put(Contents.name(7), 1), put(Contents.name(20_000) + "x", 2))));
    Root left = seal(a);
    Root right = seal(b);
    packs.resetCounts();

    // When
    List<Manifest.Difference> found =
        drain(Manifest.diff(packs.manifest(left), packs.manifest(right)));

    // Then
    assertThat(found).hasSize(2);
    assertThat(packs.opens).isLessThan(20);
    assertThat(packs.bytesRead).isLessThan(200_000);
  }

  @Test
  void skipsEqualSegmentsThatStandElsewhere() throws IOException {
    // Given
    Model a = Contents.numbered(30_000, 1);
    Model b = new Model(a);
    for (int i = 0; i < 2_000; i++) {
      b.apply(put("first/" + i, i));
    }
    Root left = seal(a);
    Root right = seal(b);
    packs.resetCounts();

    // When
    List<Manifest.Difference> found =
        drain(Manifest.diff(packs.manifest(left), packs.manifest(right)));

    // Then
    assertThat(found).hasSize(2_000).allMatch(difference -> difference.before() == null);
    assertThat(packs.bytesRead).isLessThan(250_000);
  }

  @Test
  void nothingDiffersFromItself() throws IOException {
    // Given
    Root root = seal(Contents.numbered(3_000, 1));
    packs.resetCounts();

    // When
    List<Manifest.Difference> found =
        drain(Manifest.diff(packs.manifest(root), packs.manifest(root)));

    // Then
    assertThat(found).isEmpty();
    assertThat(packs.opens).isEqualTo(2);
  }

  private void assertDiffMakes(Model a, Model b) throws IOException {
    // When
    List<Manifest.Difference> found =
        drain(Manifest.diff(packs.manifest(seal(a)), packs.manifest(seal(b))));

    // Then
    Model patched = new Model(a);
    List<EntryPath> order = new ArrayList<>();
    for (Manifest.Difference difference : found) {
      Entry before = difference.before();
      Entry after = difference.after();
      EntryPath path = before != null ? before.path() : after.path();
      order.add(path);
      assertThat(patched.entries.remove(path)).isEqualTo(before);
      if (after != null) {
        patched.entries.put(path, after);
        assertThat(before == null || !before.sameContent(after)).isTrue();
      }
    }
    assertThat(order).isSorted();
    assertThat(patched.entries.keySet()).isEqualTo(b.entries.keySet());
    assertThat(patched.entries)
        .allSatisfy((path, entry) -> assertThat(entry.sameContent(b.entries.get(path))).isTrue());
    assertThat(drain(Manifest.diff(null, packs.manifest(seal(b))))).hasSize(b.entries.size());
    assertThat(drain(Manifest.diff(packs.manifest(seal(a)), null))).hasSize(a.entries.size());
  }

  private static Model shortSegments(Random random) {
    Model model = new Model();
    int in = 1 + random.nextInt(20);
    int end = random.nextInt(ShortSegments.COUNT);
    for (String name : ShortSegments.NAMES.subList(0, end)) {
      if (random.nextInt(in) == 0) {
        Entry entry = Contents.file(name, random.nextInt(20) == 0 ? 1 : 0);
        model.entries.put(entry.path(), entry);
      }
    }
    return model;
  }

  private Root seal(Model model) throws IOException {
    return Sealer.seal(null, Run.of(model.fromNothing()), packs).root();
  }

  @Provide
  Arbitrary<List<List<Change>>> runs() {
    return Contents.runs(collidingPaths()).list().ofMaxSize(4);
  }
}
