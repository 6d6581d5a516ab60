package io.lamella.cli.version;

import io.lamella.cli.output.Sizes;
import io.lamella.cli.session.Session;
import io.lamella.content.Cursor;
import io.lamella.content.manifest.ParentMerge;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.version.DeleteWish;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Paths that several parents of a version changed, each in its own way. */
final class Conflicts {
  private static final int NAMED = 10;

  private Conflicts() {}

  /** The first {@code limit}, in path order. */
  static List<String> of(Session session, VersionView view, int limit) throws IOException {
    List<String> paths = new ArrayList<>();
    try (Cursor<ParentMerge.Step> steps = session.client().contents(view).merge()) {
      for (ParentMerge.Step step = steps.next();
          step != null && paths.size() < limit;
          step = steps.next()) {
        if (step.conflict()) {
          paths.add(step.path().toString());
        }
      }
    }
    return paths;
  }

  /**
   * How many a version has that was just made. One that was to fail on them is taken back.
   *
   * @throws LamellaException {@code merge-conflict}, naming the first paths
   */
  static long settle(Session session, VersionView made) throws IOException {
    if (made.merge() == null) {
      return 0;
    }
    long conflicts = session.client().draft(made).view().conflicts();
    if (conflicts == 0) {
      return 0;
    }
    List<String> first = of(session, made, NAMED);
    String named = String.join(", ", first) + (conflicts > first.size() ? " and others" : "");
    if (made.merge().onConflict().equals("fail")) {
      session.client().versions().delete(made.id(), new DeleteWish(false, false, true, false));
      throw new LamellaException(
          ErrorCode.MERGE_CONFLICT,
          "several of them changed "
              + named
              + ", each in its own way: nothing was made; say --on-conflict theirs or ours");
    }
    session
        .output()
        .note(
            "%s, %s taken: %s"
                .formatted(
                    Sizes.count(conflicts, "conflict"),
                    made.merge().onConflict().equals("ours") ? "the earlier" : "the later",
                    named));
    return conflicts;
  }
}
