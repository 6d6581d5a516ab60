package io.lamella.metadata.amendment;

import io.lamella.contracts.rest.AmendedField;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What a change makes different about a version, of which a bounded part is kept. */
public final class Difference {
  /** Characters of keys and values in one amendment. */
  static final int SIZE = 16_000;

  private static final String ADDED = "added";
  private static final String REMOVED = "removed";
  private static final String MODIFIED = "modified";

  private final List<AmendedField> kept = new ArrayList<>();
  private int room = SIZE;
  private int omitted;

  /** A text. */
  public Difference text(String field, String before, String after) {
    if (!before.equals(after)) {
      add(field, null, MODIFIED, before, after);
    }
    return this;
  }

  /** Tags, each of which is there or not. */
  public Difference tags(List<String> before, List<String> after) {
    before.stream()
        .filter(tag -> !after.contains(tag))
        .forEach(tag -> add("tags", tag, REMOVED, null, null));
    after.stream()
        .filter(tag -> !before.contains(tag))
        .forEach(tag -> add("tags", tag, ADDED, null, null));
    return this;
  }

  /** Free metadata, key by key at its top. */
  public Difference metadata(Map<String, Object> before, Map<String, Object> after) {
    TreeSet<String> keys = new TreeSet<>(before.keySet());
    keys.addAll(after.keySet());
    for (String key : keys) {
      boolean was = before.containsKey(key);
      boolean is = after.containsKey(key);
      if (was != is || !SameJson.test(before.get(key), after.get(key))) {
        String change = !was ? ADDED : is ? MODIFIED : REMOVED;
        add("metadata", key, change, before.get(key), after.get(key));
      }
    }
    return this;
  }

  private void add(
      String field,
      @Nullable String key,
      String change,
      @Nullable Object before,
      @Nullable Object after) {
    Kept name = Kept.of(key);
    Kept old = Kept.of(before);
    Kept now = Kept.of(after);
    int size = name.size() + old.size() + now.size();
    if (size > room) {
      omitted++;
      return;
    }
    room -= size;
    kept.add(
        new AmendedField(
            field,
            (String) name.value(),
            change,
            old.value(),
            now.value(),
            name.cut() || old.cut() || now.cut()));
  }

  public boolean isEmpty() {
    return kept.isEmpty();
  }

  /** What is kept of it. */
  public Amended amended() {
    return new Amended(kept, omitted);
  }
}
