package io.lamella.sdk.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A run of an experiment or a pipeline.
 *
 * @param id what it is called; where a tool numbers its runs, with what makes the number unique
 * @param tool the tool that gave it its id; null: whoever started it said so
 */
public record Run(String id, @Nullable String tool) {
  /** Says which run it is, whatever tools there are. */
  public static final String VARIABLE = "LAMELLA_RUN_ID";

  /**
   * How a tool tells its runs: the variables that make the id, of which the first must be set. The
   * inner tool comes before the one that starts it.
   */
  private enum Tool {
    MLFLOW("MLFLOW_RUN_ID"),
    WANDB("WANDB_RUN_ID"),
    CLEARML("CLEARML_TASK_ID"),
    KUBEFLOW("KFP_RUN_ID"),
    AIRFLOW("AIRFLOW_CTX_DAG_RUN_ID", "AIRFLOW_CTX_DAG_ID", "AIRFLOW_CTX_TASK_ID"),
    SLURM("SLURM_JOB_ID", "SLURM_CLUSTER_NAME", "SLURM_ARRAY_TASK_ID"),
    GITHUB("GITHUB_RUN_ID", "GITHUB_REPOSITORY", "GITHUB_RUN_ATTEMPT"),
    GITLAB("CI_JOB_ID", "CI_PROJECT_PATH");

    private final List<String> variables;

    Tool(String... variables) {
      this.variables = List.of(variables);
    }

    Optional<Run> in(Map<String, String> environment) {
      String id = environment.get(variables.get(0));
      if (id == null || id.isBlank()) {
        return Optional.empty();
      }
      List<String> parts = new ArrayList<>(List.of(id));
      variables.stream()
          .skip(1)
          .map(environment::get)
          .filter(value -> value != null && !value.isBlank())
          .forEach(parts::add);
      return Optional.of(new Run(String.join(":", parts), name().toLowerCase(Locale.ROOT)));
    }
  }

  /** The run that {@code environment} belongs to, if it says so, or a tool does. */
  public static Optional<Run> find(Map<String, String> environment) {
    String said = environment.get(VARIABLE);
    if (said != null && !said.isBlank()) {
      return Optional.of(new Run(said, null));
    }
    for (Tool tool : Tool.values()) {
      Optional<Run> run = tool.in(environment);
      if (run.isPresent()) {
        return run;
      }
    }
    return Optional.empty();
  }

  /**
   * The reference that an alias is set to from outside, by {@code LAMELLA_OVERRIDE_} and the alias
   * in capitals, with {@code _} for whatever is no letter or digit.
   */
  public static Optional<String> override(Map<String, String> environment, String alias) {
    String name = alias.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9]", "_");
    return Optional.ofNullable(environment.get("LAMELLA_OVERRIDE_" + name))
        .filter(reference -> !reference.isBlank());
  }
}
