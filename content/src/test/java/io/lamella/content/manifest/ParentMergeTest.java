package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.collidingPaths;
import static io.lamella.content.manifest.Contents.delete;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.path;
import static io.lamella.content.manifest.Contents.put;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.ParentMerge.Rule;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ParentMergeTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Test
  void changesOfDifferentPathsAreAllThere() throws IOException {
    // Given
    Model base = model(put("same", 1), put("left", 1), put("right", 1), put("gone", 1));
    Model left = changed(base, put("left", 2), put("new/left", 3));
    Model right = changed(base, put("right", 2), delete("gone"));

    // When
    Merged merged = merge(Rule.THEIRS, base, left, right);

    // Then
    assertThat(merged.model().list())
        .isEqualTo(
            model(put("same", 1), put("left", 2), put("right", 2), put("new/left", 3)).list());
    assertThat(merged.conflicts()).isEmpty();
  }

  @Test
  void ofTwoChangesTheLastParentsIsTakenOrTheFirstOnesWhenAsked() throws IOException {
    // Given
    Model base = model(put("both", 1), put("equal", 1), put("deleted", 1));
    Model left = changed(base, put("both", 2), put("equal", 7), put("deleted", 2));
    Model right = changed(base, put("both", 3), put("equal", 7), delete("deleted"));

    // When
    Merged theirs = merge(Rule.THEIRS, base, left, right);
    Merged ours = merge(Rule.OURS, base, left, right);

    // Then
    assertThat(theirs.model().list()).isEqualTo(model(put("both", 3), put("equal", 7)).list());
    assertThat(ours.model().list())
        .isEqualTo(model(put("both", 2), put("equal", 7), put("deleted", 2)).list());
    assertThat(theirs.conflicts()).containsExactly(path("both"), path("deleted"));
    assertThat(ours.conflicts()).isEqualTo(theirs.conflicts());
  }

  @Test
  void layersKnowNoDeletionAndNoConflict() throws IOException {
    // Given
    Model base = model(put("deleted", 1), put("both", 1));
    Model left = changed(base, put("both", 2));
    Model right = changed(base, delete("deleted"));

    // When
    Merged merged = merge(Rule.LAYERED, base, left, right);

    // Then
    assertThat(merged.model().list()).isEqualTo(model(put("deleted", 1), put("both", 1)).list());
    assertThat(merged.conflicts()).isEmpty();
  }

  @Test
  void whatTwoStrangersBothHaveIsAConflictOnlyWhereItDiffers() throws IOException {
    // Given
    Model left = model(put("own", 1), put("equal", 5), put("both", 1));
    Model right = model(put("equal", 5), put("both", 2), put("other", 3));

    // When
    Merged merged = merge(Rule.THEIRS, null, left, right);

    // Then
    assertThat(merged.model().list())
        .isEqualTo(model(put("own", 1), put("equal", 5), put("both", 2), put("other", 3)).list());
    assertThat(merged.conflicts()).containsExactly(path("both"));
  }

  @Test
  void aFileAndWhatLiesBeneathItAreOneConflict() throws IOException {
    // Given
    Model base = model(put("a/kept", 1), put("a/changed", 1));
    Model file = new Model();
    file.applyRun(Run.close(List.of(put("a", 9))));
    Model folder = changed(base, put("a/changed", 2));

    // When
    Merged folderLast = merge(Rule.THEIRS, base, file, folder);
    Merged fileLast = merge(Rule.THEIRS, base, folder, file);

    // Then
    assertThat(folderLast.model().list()).isEqualTo(model(put("a/changed", 2)).list());
    assertThat(folderLast.conflicts()).containsExactly(path("a"), path("a/changed"));
    assertThat(fileLast.model().list()).isEqualTo(model(put("a", 9)).list());
    assertThat(fileLast.conflicts()).containsExactly(path("a/changed"));
  }

  @Test
  void anEmptyFolderYieldsToWhatAnotherParentHasBeneathIt() throws IOException {
    // Given
    Model left = model(new Change.Put(new Entry.Folder(path("d"), 0755)));
    Model right = model(put("d/x", 1));

    // Then
    assertThat(merge(Rule.THEIRS, null, left, right).model().list()).isEqualTo(right.list());
    assertThat(merge(Rule.THEIRS, null, right, left).model().list()).isEqualTo(right.list());
    assertThat(merge(Rule.THEIRS, null, right, left).conflicts()).isEmpty();
  }

  @Test
  void readsLittleForAFewChangesOfManyFiles() throws IOException {
    // Given
    Model base = Contents.numbered(30_000, 1);
    Model left = changed(base, put(Contents.name(9), 1), delete(Contents.name(25_000)));
    Model right = changed(base, put(Contents.name(14_000), 2));
    List<ParentMerge.Parent> parents =
        List.of(
            new ParentMerge.Parent(packs.manifest(seal(left)), null),
            new ParentMerge.Parent(packs.manifest(seal(right)), packs.manifest(seal(base))));
    packs.resetCounts();

    // When
    List<Change> run = drain(ParentMerge.run(ParentMerge.steps(parents, Rule.THEIRS)));

    // Then
    assertThat(run).contains(put(Contents.name(9), 1), delete(Contents.name(25_000)));
    assertThat(packs.opens).isLessThan(40);
    assertThat(packs.bytesRead).isLessThan(300_000);
  }

  @Property(tries = 500)
  void isWhatComparingEveryPathGives(
      @ForAll("runs") List<Change> before,
      @ForAll("sides") @Size(min = 1, max = 4) List<List<List<Change>>> sides,
      @ForAll boolean related,
      @ForAll Rule rule)
      throws IOException {
    // Given
    Model base = new Model();
    base.applyRun(before);
    Model[] parents = new Model[sides.size()];
    for (int i = 0; i < parents.length; i++) {
      parents[i] = new Model(base);
      sides.get(i).forEach(parents[i]::applyRun);
    }

    // When
    Merged merged = merge(rule, related ? base : null, parents);

    // Then
    Merged expected = byPath(rule, related ? base : new Model(), parents);
    assertThat(merged.model().entries.keySet()).isEqualTo(expected.model().entries.keySet());
    assertThat(merged.model().entries)
        .allSatisfy(
            (path, entry) ->
                assertThat(entry.sameContent(expected.model().entries.get(path))).isTrue());
    assertThat(merged.conflicts()).isEqualTo(expected.conflicts());
  }

  @Property(tries = 200)
  void oneSideAloneIsTakenAsItIs(
      @ForAll("runs") List<Change> before, @ForAll("runs") List<Change> change) throws IOException {
    // Given
    Model base = new Model();
    base.applyRun(before);
    Model changed = new Model(base);
    changed.applyRun(change);

    // Then
    for (Model[] parents : new Model[][] {{base, changed}, {changed, base}, {changed, changed}}) {
      Merged merged = merge(Rule.THEIRS, base, parents);
      assertThat(merged.model().entries.keySet()).isEqualTo(changed.entries.keySet());
      assertThat(merged.conflicts()).isEmpty();
    }
  }

  /** What is there after a merge, and the paths of its conflicts in order. */
  private record Merged(Model model, List<EntryPath> conflicts) {}

  private record Taken(@Nullable Entry entry, int parent, boolean conflict) {}

  /** The same with whole maps. */
  private static Merged byPath(Rule rule, Model base, Model... parents) {
    NavigableSet<EntryPath> paths = new TreeSet<>(base.entries.keySet());
    Arrays.stream(parents).forEach(parent -> paths.addAll(parent.entries.keySet()));
    Map<EntryPath, Taken> taken = new HashMap<>();
    for (EntryPath path : paths) {
      Taken now = new Taken(parents[0].entries.get(path), 0, false);
      for (int i = 1; i < parents.length; i++) {
        now = fold(rule, base.entries.get(path), now, parents[i].entries.get(path), i);
      }
      taken.put(path, now);
    }
    Model model = new Model();
    List<EntryPath> conflicts = new ArrayList<>();
    for (EntryPath path : paths) {
      Taken here = taken.get(path);
      boolean stands = here.entry() != null && stands(rule, path, paths, taken);
      boolean lost = here.entry() != null && !stands && !(here.entry() instanceof Entry.Folder);
      boolean lostBeneath =
          here.entry() != null
              && !stands
              && above(path).stream()
                  .anyMatch(
                      a ->
                          taken.containsKey(a)
                              && isFile(taken.get(a).entry())
                              && stands(rule, a, paths, taken));
      if (stands) {
        model.entries.put(path, here.entry());
      }
      if (here.conflict() || ((lost || lostBeneath) && rule != Rule.LAYERED)) {
        conflicts.add(path);
      }
    }
    return new Merged(model, conflicts);
  }

  private static Taken fold(
      Rule rule, @Nullable Entry base, Taken now, @Nullable Entry theirs, int parent) {
    if (rule == Rule.LAYERED) {
      return theirs == null ? now : new Taken(theirs, parent, false);
    }
    if (same(theirs, base)) {
      return now;
    }
    boolean conflict = !same(now.entry(), base) && !same(now.entry(), theirs);
    return conflict && rule == Rule.OURS
        ? new Taken(now.entry(), now.parent(), true)
        : new Taken(theirs, parent, now.conflict() || conflict);
  }

  /** Nothing above it is stronger, nothing beneath it is. */
  private static boolean stands(
      Rule rule, EntryPath path, NavigableSet<EntryPath> paths, Map<EntryPath, Taken> taken) {
    Taken here = taken.get(path);
    boolean folder = here.entry() instanceof Entry.Folder;
    for (EntryPath other : paths.tailSet(path, false)) {
      Taken beneath = taken.get(other);
      if (other.isBeneath(path)
          && beneath.entry() != null
          && (folder || stronger(rule, beneath.parent(), here.parent()))) {
        return false;
      }
    }
    for (EntryPath above : above(path)) {
      if (taken.containsKey(above)
          && isFile(taken.get(above).entry())
          && stands(rule, above, paths, taken)) {
        return false;
      }
    }
    return true;
  }

  private static List<EntryPath> above(EntryPath path) {
    List<EntryPath> above = new ArrayList<>();
    for (EntryPath at = path; at.parent().isPresent(); at = at.parent().get()) {
      above.add(at.parent().get());
    }
    return above;
  }

  private static boolean stronger(Rule rule, int one, int other) {
    return rule == Rule.OURS ? one < other : one > other;
  }

  private static boolean isFile(@Nullable Entry entry) {
    return entry != null && !(entry instanceof Entry.Folder);
  }

  private static boolean same(@Nullable Entry one, @Nullable Entry other) {
    return one == null ? other == null : other != null && one.sameContent(other);
  }

  private static Model model(Change... changes) {
    return changed(new Model(), changes);
  }

  private static Model changed(Model base, Change... changes) {
    Model model = new Model(base);
    Arrays.stream(changes).forEach(model::apply);
    return model;
  }

  private Merged merge(Rule rule, @Nullable Model base, Model... models) throws IOException {
    Manifest common = base == null ? null : packs.manifest(seal(base));
    List<ParentMerge.Parent> parents = new ArrayList<>();
    for (Model model : models) {
      parents.add(
          new ParentMerge.Parent(packs.manifest(seal(model)), parents.isEmpty() ? null : common));
    }
    Manifest last = parents.get(parents.size() - 1).tree();
    Sealer.Result result =
        Sealer.seal(last, ParentMerge.run(ParentMerge.steps(parents, rule)), packs);
    Model merged = new Model();
    drain(packs.manifest(result.root()).entries(null, null))
        .forEach(entry -> merged.entries.put(entry.path(), entry));
    List<EntryPath> conflicts =
        drain(ParentMerge.steps(parents, rule)).stream()
            .filter(ParentMerge.Step::conflict)
            .map(ParentMerge.Step::path)
            .toList();
    assertThat(result.root().versionDigest())
        .isEqualTo(Sealer.seal(null, Run.of(merged.fromNothing()), packs).root().versionDigest());
    return new Merged(merged, conflicts);
  }

  private Root seal(Model model) throws IOException {
    return Sealer.seal(null, Run.of(Objects.requireNonNull(model).fromNothing()), packs).root();
  }

  @Provide
  Arbitrary<List<Change>> runs() {
    return Contents.runs(collidingPaths());
  }

  @Provide
  Arbitrary<List<List<List<Change>>>> sides() {
    return Contents.runs(collidingPaths()).list().ofMaxSize(2).list();
  }
}
