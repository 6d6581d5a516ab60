package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.collidingPaths;
import static io.lamella.content.manifest.Contents.drain;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;

/** Whatever the batches and the parents: the tree is the one of the final content. */
class SealerPropertyTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Property(tries = 500)
  void singleChangesInAnyBatchesGiveTheTreeOfTheFinalContent(
      @ForAll("changes") List<Change> changes,
      @ForAll @Size(12) List<@IntRange(max = 6) Integer> cuts)
      throws IOException {
    // Given
    Model model = new Model();
    changes.forEach(model::apply);

    // When
    Manifest parent = null;
    int done = 0;
    for (int size : cuts) {
      int end = Math.min(changes.size(), done + size);
      List<Cursor<Change>> runs = new ArrayList<>();
      for (Change change : changes.subList(done, end)) {
        runs.add(Run.of(Run.close(List.of(change))));
      }
      parent = seal(parent, Run.merge(runs));
      done = end;
    }
    for (Change change : changes.subList(done, changes.size())) {
      parent = seal(parent, Run.of(Run.close(List.of(change))));
    }

    // Then
    assertSame(parent, model);
  }

  @Property(tries = 300)
  void runsOfManyChangesGiveTheTreeOfTheFinalContent(
      @ForAll("batches") List<List<List<Change>>> batches) throws IOException {
    // Given
    Model model = new Model();
    batches.forEach(batch -> batch.forEach(model::applyRun));

    // When
    Manifest parent = null;
    for (List<List<Change>> batch : batches) {
      parent = seal(parent, Run.merge(batch.stream().map(Run::of).toList()));
    }

    // Then
    assertSame(parent, model);
  }

  @Property(tries = 40)
  void treesGrowAndShrinkByLevelsAsTheirContentDoes(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    Model model = new Model();
    Manifest parent = null;

    for (int step = 0; step < 8; step++) {
      // When
      List<Change> run = Run.close(ranges(random));
      model.applyRun(run);
      parent = seal(parent, Run.of(run));

      // Then
      assertSame(parent, model);
    }
  }

  @Property(tries = 8)
  void editsOfThousandsOfEntriesGiveTheTreeOfTheFinalContent(@ForAll long seed) throws IOException {
    // Given
    Random random = new Random(seed);
    Model model = Contents.numbered(random.nextInt(16_000), seed);
    Manifest parent = seal(null, Run.of(model.fromNothing()));

    for (int step = 0; step < 5; step++) {
      // When
      List<Cursor<Change>> runs = new ArrayList<>();
      for (int i = random.nextInt(3); i >= 0; i--) {
        List<Change> run = Contents.closeWhatAgrees(edits(random));
        model.applyRun(run);
        runs.add(Run.of(run));
      }
      parent = seal(parent, Run.merge(runs));

      // Then
      assertSame(parent, model);
    }
  }

  /** Puts and deletes of ranges of names that make short segments. */
  private static List<Change> ranges(Random random) {
    if (random.nextBoolean()) {
      int from = random.nextInt(ShortSegments.COUNT);
      int to = random.nextBoolean() ? ShortSegments.COUNT : random.nextInt(ShortSegments.COUNT);
      return ShortSegments.NAMES.subList(Math.min(from, to), Math.max(from, to)).stream()
          .map(Contents::delete)
          .toList();
    }
    List<Change> changes = new ArrayList<>();
    int at = 0;
    while (at < ShortSegments.COUNT) {
      int end = Math.min(ShortSegments.COUNT, at + 1 + random.nextInt(1 << random.nextInt(11)));
      int kind = random.nextInt(4);
      for (String name : ShortSegments.NAMES.subList(at, end)) {
        if (kind == 0) {
          changes.add(Contents.put(name, random.nextInt(3)));
        } else if (kind == 1) {
          changes.add(random.nextBoolean() ? Contents.delete(name) : Contents.deleteTree(name));
        }
      }
      at = end;
    }
    return changes;
  }

  private static List<Change> edits(Random random) {
    List<Change> changes = new ArrayList<>();
    for (int i = random.nextInt(40); i > 0; i--) {
      String name = Contents.name(random.nextInt(18_000));
      switch (random.nextInt(6)) {
        case 0 -> changes.add(Contents.delete(name));
        case 1 -> changes.add(Contents.deleteTree(name.substring(0, name.lastIndexOf('/'))));
        case 2 -> changes.add(Contents.put(name + "/beneath", random.nextInt(9)));
        case 3 -> changes.add(Contents.put(name.substring(0, name.lastIndexOf('/')), 3));
        default -> changes.add(Contents.put(name, random.nextInt(1 << 20)));
      }
    }
    return changes;
  }

  private void assertSame(@Nullable Manifest sealed, Model model) throws IOException {
    Manifest tree = sealed == null ? seal(null, Run.of(List.of())) : sealed;
    assertThat(drain(tree.entries(null, null))).isEqualTo(model.list());
    Root atOnce = Sealer.seal(null, Run.of(model.fromNothing()), packs).root();
    assertThat(tree.root().versionDigest()).isEqualTo(atOnce.versionDigest());
    assertThat(tree.totals()).isEqualTo(model.totals());
  }

  private Manifest seal(@Nullable Manifest parent, Cursor<Change> run) throws IOException {
    Model before = new Model();
    if (parent != null) {
      drain(parent.entries(null, null)).forEach(entry -> before.entries.put(entry.path(), entry));
    }
    Sealer.Result result = Sealer.seal(parent, run, packs);
    Manifest sealed = packs.manifest(result.root());
    assertCounts(before, sealed, result);
    return sealed;
  }

  private static void assertCounts(Model before, Manifest sealed, Sealer.Result result)
      throws IOException {
    Model rest = new Model(before);
    long added = 0;
    long modified = 0;
    for (Entry entry : drain(sealed.entries(null, null))) {
      Entry old = rest.entries.remove(entry.path());
      if (old == null) {
        added++;
      } else if (!old.sameContent(entry)) {
        modified++;
      }
    }
    assertThat(List.of(result.added(), result.modified(), result.removed()))
        .containsExactly(added, modified, (long) rest.entries.size());
    assertThat(result.totals()).isEqualTo(sealed.totals());
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    return Contents.changes(collidingPaths()).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<List<List<Change>>>> batches() {
    return Contents.runs(collidingPaths()).list().ofMaxSize(4).list().ofMaxSize(4);
  }
}
