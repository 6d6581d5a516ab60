package io.lamella.content.manifest;

import static io.lamella.content.manifest.Contents.collidingPaths;
import static io.lamella.content.manifest.Contents.drain;
import static io.lamella.content.manifest.Contents.path;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.TreeSet;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ManifestTest {
  private final MemoryPacks packs = new MemoryPacks();

  @Property(tries = 500)
  void tellsWhatTheContentIs(
      @ForAll("runs") List<List<Change>> runs,
      @ForAll("paths") String asked,
      @ForAll @IntRange(min = 1, max = 4) int page)
      throws IOException {
    // Given
    Model model = new Model();
    runs.forEach(model::applyRun);
    Manifest manifest = seal(model);
    EntryPath at = path(asked);

    // Then
    assertThat(manifest.find(at).orElse(null)).isEqualTo(model.entries.get(at));
    assertThat(manifest.totals(at)).isEqualTo(totalsBeneath(model, at));
    assertThat(drain(manifest.entries(at, null)))
        .isEqualTo(model.list().stream().filter(e -> isAtOrBeneath(e.path(), at)).toList());
    assertThat(drain(manifest.entries(null, at)))
        .isEqualTo(model.list().stream().filter(e -> e.path().compareTo(at) > 0).toList());
    assertThat(inPages(manifest, null, page)).isEqualTo(model.list());
    assertThat(childrenInPages(manifest, null, page)).isEqualTo(children(model, null));
    assertThat(childrenInPages(manifest, at, page)).isEqualTo(children(model, at));
  }

  @Test
  void tellsWhatThousandsOfEntriesAre() throws IOException {
    // Given
    Model model = Contents.numbered(9_000, 3);
    Manifest manifest = seal(model);
    EntryPath folder = path("set/part004");

    // Then
    assertThat(inPages(manifest, null, 1_000)).isEqualTo(model.list());
    assertThat(inPages(manifest, folder, 100)).hasSize(700);
    assertThat(manifest.totals(folder)).isEqualTo(totalsBeneath(model, folder));
    assertThat(manifest.totals(path("set"))).isEqualTo(model.totals());
    assertThat(manifest.children(null, null, 10))
        .containsExactly(new Manifest.Child.SubFolder("set", model.totals()));
    assertThat(childrenInPages(manifest, path("set"), 5)).isEqualTo(children(model, path("set")));
    for (int i = 0; i < 9_000; i += 97) {
      EntryPath file = path(Contents.name(i));
      assertThat(manifest.find(file)).contains(model.entries.get(file));
      assertThat(manifest.find(path(Contents.name(i) + "x"))).isEmpty();
    }
  }

  @Test
  void readsNeighboursTogether() throws IOException {
    // Given
    Manifest manifest = seal(Contents.numbered(40_000, 1));
    packs.resetCounts();

    // When
    drain(manifest.entries(null, null));

    // Then
    assertThat(packs.opens).isLessThan(25);
    assertThat(packs.bytesRead).isLessThanOrEqualTo(packs.stored());
  }

  @Test
  void readsOnlyTheWayToAnEntry() throws IOException {
    // Given
    Manifest manifest = seal(Contents.numbered(40_000, 1));
    packs.resetCounts();

    // When
    manifest.find(path(Contents.name(33_333)));
    manifest.find(path(Contents.name(33_333)));

    // Then
    assertThat(packs.opens).isEqualTo(3);
  }

  @Test
  void skipsSubtreesWhenItListsAFolder() throws IOException {
    // Given
    Manifest manifest = seal(Contents.numbered(40_000, 1));
    packs.resetCounts();

    // When
    List<Manifest.Child> top = manifest.children(null, null, 100);

    // Then
    assertThat(top).hasSize(1);
    assertThat(packs.opens).isLessThanOrEqualTo(5);
  }

  @Test
  void anEmptyVersionHasNothing() throws IOException {
    // Given
    Manifest manifest = seal(new Model());

    // Then
    assertThat(manifest.totals()).isEqualTo(Manifest.Totals.NOTHING);
    assertThat(manifest.find(path("a"))).isEmpty();
    assertThat(drain(manifest.entries(null, null))).isEmpty();
    assertThat(manifest.children(null, null, 5)).isEmpty();
    assertThat(manifest.root().versionDigest().hex())
        .isEqualTo(seal(new Model()).root().versionDigest().hex());
  }

  private static List<Entry> inPages(Manifest manifest, @Nullable EntryPath prefix, int size)
      throws IOException {
    List<Entry> all = new ArrayList<>();
    EntryPath after = null;
    while (true) {
      int before = all.size();
      try (Cursor<Entry> page = manifest.entries(prefix, after)) {
        Entry entry = page.next();
        while (entry != null && all.size() < before + size) {
          all.add(entry);
          entry = page.next();
        }
      }
      if (all.size() == before) {
        return all;
      }
      after = all.get(all.size() - 1).path();
    }
  }

  private static List<Manifest.Child> childrenInPages(
      Manifest manifest, @Nullable EntryPath folder, int size) throws IOException {
    List<Manifest.Child> all = new ArrayList<>();
    while (true) {
      String after = all.isEmpty() ? null : all.get(all.size() - 1).name();
      List<Manifest.Child> page = manifest.children(folder, after, size);
      all.addAll(page);
      if (page.isEmpty()) {
        return all;
      }
    }
  }

  private static List<Manifest.Child> children(Model model, @Nullable EntryPath folder) {
    TreeMap<EntryPath, Manifest.Child> children = new TreeMap<>();
    TreeSet<EntryPath> folders = new TreeSet<>();
    for (Entry entry : model.list()) {
      EntryPath child = entry.path();
      while (child.parent().isPresent() && !child.parent().get().equals(folder)) {
        child = child.parent().get();
      }
      if (!child.parent().equals(java.util.Optional.ofNullable(folder))) {
        continue;
      }
      if (!child.equals(entry.path()) || entry instanceof Entry.Folder) {
        folders.add(child);
      } else {
        children.put(child, new Manifest.Child.Leaf(child.name(), entry));
      }
    }
    for (EntryPath child : folders) {
      children.put(child, new Manifest.Child.SubFolder(child.name(), totalsBeneath(model, child)));
    }
    return List.copyOf(children.values());
  }

  private static Manifest.Totals totalsBeneath(Model model, EntryPath folder) {
    return model.list().stream()
        .filter(entry -> entry.path().isBeneath(folder))
        .map(Manifest.Totals::of)
        .reduce(Manifest.Totals.NOTHING, Manifest.Totals::plus);
  }

  private static boolean isAtOrBeneath(EntryPath path, EntryPath prefix) {
    return path.equals(prefix) || path.isBeneath(prefix);
  }

  private Manifest seal(Model model) throws IOException {
    return packs.manifest(Sealer.seal(null, Run.of(model.fromNothing()), packs).root());
  }

  @Provide
  Arbitrary<List<List<Change>>> runs() {
    return Contents.runs(collidingPaths()).list().ofMaxSize(6);
  }

  @Provide
  Arbitrary<String> paths() {
    return collidingPaths();
  }
}
