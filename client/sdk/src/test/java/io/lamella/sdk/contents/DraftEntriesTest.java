package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

class DraftEntriesTest {
  private static Entry file(EntryPath path) {
    return new Entry.File(path, 0, false, Digest.EMPTY, List.of(), 0, 0644);
  }

  private static <T> Cursor<T> cursor(Iterable<T> items) {
    Iterator<T> next = items.iterator();
    return () -> next.hasNext() ? next.next() : null;
  }

  private static List<EntryPath> read(Cursor<Entry> entries) throws IOException {
    List<EntryPath> paths = new ArrayList<>();
    for (Entry next = entries.next(); next != null; next = entries.next()) {
      paths.add(next.path());
    }
    return paths;
  }

  @Provide
  Arbitrary<List<Change>> changes() {
    Arbitrary<EntryPath> paths =
        Arbitraries.of("a", "a/b", "a/b/c", "a/d", "a-b", "b", "b/c", "c/d/e").map(EntryPath::of);
    return net.jqwik.api.Combinators.combine(paths, Arbitraries.integers().between(0, 4))
        .as(
            (path, kind) ->
                kind == 0
                    ? new Change.Delete(path)
                    : kind == 1 ? new Change.DeleteTree(path) : (Change) new Change.Put(file(path)))
        .list()
        .ofMaxSize(12);
  }

  @Property
  void areWhatApplyingOneChangeAfterTheOtherGives(
      @ForAll("changes") List<Change> inherited, @ForAll("changes") List<Change> draft)
      throws IOException {
    TreeMap<EntryPath, Entry> model = new TreeMap<>();
    inherited.forEach(change -> apply(model, change));
    List<Entry> parent = List.copyOf(model.values());
    draft.forEach(change -> apply(model, change));
    List<Cursor<Change>> runs = new ArrayList<>();
    draft.forEach(change -> runs.add(Run.of(Run.close(List.of(change)))));

    try (Cursor<Entry> entries =
        new DraftEntries(cursor(parent), runs.isEmpty() ? () -> null : Run.merge(runs))) {
      assertThat(read(entries)).containsExactlyElementsOf(model.keySet());
    }
  }

  private static void apply(TreeMap<EntryPath, Entry> model, Change change) {
    EntryPath path = change.path();
    if (!(change instanceof Change.Delete)) {
      model.keySet().removeIf(other -> other.isBeneath(path));
    }
    model.remove(path);
    if (change instanceof Change.Put put) {
      for (@Nullable EntryPath up = path.parent().orElse(null);
          up != null;
          up = up.parent().orElse(null)) {
        model.remove(up);
      }
      model.put(path, put.entry());
    }
  }
}
