package io.lamella.sdk.clearml;

import io.lamella.contracts.rest.VersionView;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What came of one dataset.
 *
 * @param version what it is here now; null: nothing
 * @param files files and links that it has
 * @param bytes logical bytes
 * @param bytesSent pack bytes that went over the wire for it
 * @param problems what keeps it from being whole here; empty when it is
 * @param notes what is otherwise here, and no harm
 */
public record Outcome(
    ClearmlDataset dataset,
    Action action,
    @Nullable VersionView version,
    long files,
    long bytes,
    long bytesSent,
    List<ImportProblem> problems,
    List<String> notes) {
  /** What was done. */
  public enum Action {
    /** It came by this call. */
    IMPORTED,
    /** It was here; what changed there was carried over. */
    UPDATED,
    /** It was here. */
    UNCHANGED,
    /** It would come, if this was no rehearsal. */
    PENDING,
    /** It is not here, or is no version of ours. */
    LEFT_OUT
  }

  public Outcome {
    problems = List.copyOf(problems);
    notes = List.copyOf(notes);
  }

  /** True when all that ClearML has of it is here, or would come. */
  public boolean isWhole() {
    return problems.isEmpty() && action != Action.LEFT_OUT;
  }
}
