package io.lamella.cli.clearml;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.clearml.ClearmlDataset;
import io.lamella.sdk.clearml.ImportProblem;
import io.lamella.sdk.clearml.Outcome;
import io.lamella.sdk.clearml.Outcome.Action;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what came of each dataset, and of all of them together. */
final class OutcomeLines {
  /** So many problems of a version are told to people one by one. */
  private static final int TOLD = 20;

  private final Output output;
  private final Map<Action, Long> actions = new EnumMap<>(Action.class);
  private long versions;
  private long damaged;
  private long files;
  private long bytes;
  private long sent;

  OutcomeLines(Output output) {
    this.output = output;
  }

  void say(Outcome outcome) {
    versions++;
    actions.merge(outcome.action(), 1L, Long::sum);
    damaged += outcome.problems().isEmpty() || outcome.action() == Action.LEFT_OUT ? 0 : 1;
    if (outcome.action() == Action.IMPORTED || outcome.action() == Action.PENDING) {
      files += outcome.files();
      bytes += outcome.bytes();
    }
    sent += outcome.bytesSent();
    output.report(object(outcome), text(outcome));
  }

  private static Map<String, @Nullable Object> object(Outcome outcome) {
    ClearmlDataset dataset = outcome.dataset();
    VersionView version = outcome.version();
    return Objects.of(
        "id", version == null ? VersionId.parse(dataset.id()).orElse(null) : version.id(),
        "project", version == null ? dataset.project() : version.project(),
        "name", version == null ? dataset.name() : version.name(),
        "number", version == null ? dataset.number() : version.number(),
        "state", version == null ? null : version.state(),
        "files", outcome.files(),
        "bytes", outcome.bytes(),
        "problems", outcome.problems().stream().map(OutcomeLines::object).toList(),
        "notes", outcome.notes(),
        "action", word(outcome.action()),
        "clearml", dataset.id());
  }

  private static Map<String, @Nullable Object> object(ImportProblem problem) {
    return Objects.of(
        "path", problem.path(), "problem", problem.problem(), "detail", problem.detail());
  }

  private static String word(Action action) {
    return action.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  private static String text(Outcome outcome) {
    ClearmlDataset dataset = outcome.dataset();
    VersionView version = outcome.version();
    StringBuilder text = new StringBuilder();
    text.append("%-9s ".formatted(word(outcome.action())));
    text.append(
        version == null
            ? "%s/%s %s (%s)"
                .formatted(
                    dataset.project(),
                    dataset.name(),
                    dataset.number() == null ? "" : dataset.number(),
                    dataset.id())
            : "%s/%s@%s %s (%s)"
                .formatted(
                    version.project(),
                    version.name(),
                    version.number(),
                    version.state(),
                    dataset.id()));
    text.append(", %d files, %s".formatted(outcome.files(), Sizes.bytes(outcome.bytes())));
    List<ImportProblem> problems = outcome.problems();
    for (ImportProblem problem : problems.subList(0, Math.min(TOLD, problems.size()))) {
      text.append("\n  ").append(problem.problem()).append(' ');
      text.append(problem.path() == null ? "" : problem.path() + ": ").append(problem.detail());
    }
    if (problems.size() > TOLD) {
      text.append("\n  and ").append(problems.size() - TOLD).append(" more: lamella metadata get");
      text.append(" --id ").append(dataset.id()).append(" clearml-damage");
    }
    outcome.notes().forEach(note -> text.append("\n  note: ").append(note));
    return text.toString();
  }

  /**
   * The last line.
   *
   * @return true when all came whole
   */
  boolean sum() {
    long leftOut = count(Action.LEFT_OUT);
    output.answer(
        Objects.of(
            "summary",
            Objects.of(
                "versions", versions,
                "imported", count(Action.IMPORTED),
                "updated", count(Action.UPDATED),
                "unchanged", count(Action.UNCHANGED),
                "pending", count(Action.PENDING),
                "damaged", damaged,
                "leftOut", leftOut,
                "files", files,
                "bytes", bytes,
                "bytesSent", sent)),
        ("%d versions: %d imported, %d updated, %d unchanged, %d pending, %d damaged, %d left out;"
                + " sent %s")
            .formatted(
                versions,
                count(Action.IMPORTED),
                count(Action.UPDATED),
                count(Action.UNCHANGED),
                count(Action.PENDING),
                damaged,
                leftOut,
                Sizes.bytes(sent)));
    return damaged == 0 && leftOut == 0;
  }

  private long count(Action action) {
    return actions.getOrDefault(action, 0L);
  }
}
