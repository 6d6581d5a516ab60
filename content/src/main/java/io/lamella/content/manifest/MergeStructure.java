package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lets stand only what can stand together: where one parent has a file and another one something
 * beneath it, the rule decides between them as between two changes, and what yields is a conflict.
 * An empty folder yields to what lies beneath it, which is none.
 */
final class MergeStructure implements Cursor<ParentMerge.Step> {
  private final List<ParentMerge.Parent> parents;
  private final ParentMerge.Rule rule;
  private final MergePaths paths;
  private @Nullable EntryPath stands;

  MergeStructure(List<ParentMerge.Parent> parents, ParentMerge.Rule rule) {
    this.parents = parents;
    this.rule = rule;
    this.paths = new MergePaths(parents, rule, null);
  }

  @Override
  public ParentMerge.@Nullable Step next() throws IOException {
    MergePaths.Merged found = paths.next();
    if (found == null) {
      return null;
    }
    Entry merged = found.merged();
    if (stands != null && found.path().isBeneath(stands)) {
      return step(found.without(merged != null && isConflict()));
    }
    stands = null;
    if (merged == null) {
      return step(found);
    }
    boolean folder = merged instanceof Entry.Folder;
    if (yields(found, folder)) {
      return step(found.without(!folder && isConflict()));
    }
    if (!folder) {
      stands = found.path();
    }
    return step(found);
  }

  /** True when something beneath it is taken that it yields to. */
  private boolean yields(MergePaths.Merged above, boolean folder) throws IOException {
    try (MergePaths ahead = new MergePaths(parents, rule, above.path())) {
      for (MergePaths.Merged next = ahead.next();
          next != null && next.path().isBeneath(above.path());
          next = ahead.next()) {
        if (next.merged() != null && (folder || isStronger(next.taken(), above.taken()))) {
          return true;
        }
      }
      return false;
    }
  }

  private boolean isStronger(int one, int other) {
    return rule == ParentMerge.Rule.OURS ? one < other : one > other;
  }

  private boolean isConflict() {
    return rule != ParentMerge.Rule.LAYERED;
  }

  private static ParentMerge.Step step(MergePaths.Merged merged) {
    return new ParentMerge.Step(merged.path(), merged.last(), merged.merged(), merged.conflict());
  }
}
