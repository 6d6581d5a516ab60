package io.lamella.cli.run;

import io.lamella.cli.session.Producer;
import io.lamella.cli.session.Session;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.run.Run;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** In which run a version is used, and as what. */
public final class RunOptions {
  @Option(
      names = "--run",
      paramLabel = "ID",
      description =
          "The run that uses it, which is recorded (default: LAMELLA_RUN_ID, or what MLflow, W&B,"
              + " ClearML, Kubeflow, Airflow, SLURM, GitHub or GitLab say).")
  @Nullable String run;

  @Option(
      names = "--alias",
      description = {
        "What the run calls it. LAMELLA_OVERRIDE_ and the alias in",
        "capitals names another version to use instead."
      })
  @Nullable String alias;

  /** The reference that the alias is set to from outside; null: none. */
  public @Nullable String override(Session session) {
    return alias == null ? null : Run.override(session.environment(), alias).orElse(null);
  }

  /**
   * Records that the version was used, if there is a run. What was got is there whether that works
   * or not, so a server that refuses is a remark.
   *
   * @param portion what of it, in words; null: everything
   */
  public void record(Session session, VersionView version, @Nullable String portion) {
    Optional<Run> found =
        run != null ? Optional.of(new Run(run, null)) : Run.find(session.environment());
    if (found.isEmpty()) {
      return;
    }
    String override = override(session);
    try {
      session
          .client()
          .uses()
          .record(
              new RecordUse(
                  found.get().id(),
                  found.get().tool(),
                  version.id(),
                  alias,
                  override,
                  override != null,
                  portion,
                  Producer.host(session)));
    } catch (LamellaException e) {
      session
          .output()
          .note("that run " + found.get().id() + " uses it was not recorded: " + e.getMessage());
    }
  }
}
