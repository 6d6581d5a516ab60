package io.lamella.sdk.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

class RunTest {
  @Test
  void whatIsSaidComesBeforeWhatToolsSay() {
    Map<String, String> environment = Map.of("LAMELLA_RUN_ID", "mine", "MLFLOW_RUN_ID", "theirs");

    assertThat(Run.find(environment)).contains(new Run("mine", null));
  }

  @Test
  void eachToolIsKnownByItsVariables() {
    assertThat(Run.find(Map.of("MLFLOW_RUN_ID", "a"))).contains(new Run("a", "mlflow"));
    assertThat(Run.find(Map.of("WANDB_RUN_ID", "a"))).contains(new Run("a", "wandb"));
    assertThat(Run.find(Map.of("CLEARML_TASK_ID", "a"))).contains(new Run("a", "clearml"));
    assertThat(Run.find(Map.of("KFP_RUN_ID", "a"))).contains(new Run("a", "kubeflow"));
    assertThat(
            Run.find(
                Map.of(
                    "AIRFLOW_CTX_DAG_RUN_ID", "r",
                    "AIRFLOW_CTX_DAG_ID", "d",
                    "AIRFLOW_CTX_TASK_ID", "t")))
        .contains(new Run("r:d:t", "airflow"));
    assertThat(Run.find(Map.of("SLURM_JOB_ID", "7", "SLURM_ARRAY_TASK_ID", "3")))
        .contains(new Run("7:3", "slurm"));
    assertThat(Run.find(Map.of("GITHUB_RUN_ID", "7", "GITHUB_REPOSITORY", "o/r")))
        .contains(new Run("7:o/r", "github"));
    assertThat(Run.find(Map.of("CI_JOB_ID", "7"))).contains(new Run("7", "gitlab"));
  }

  @Test
  void theInnerToolIsTheRun() {
    assertThat(Run.find(Map.of("SLURM_JOB_ID", "7", "MLFLOW_RUN_ID", "a")))
        .contains(new Run("a", "mlflow"));
  }

  @Test
  void withoutAnyThereIsNone() {
    assertThat(Run.find(Map.of("MLFLOW_RUN_ID", " ", "PATH", "/bin"))).isEmpty();
  }

  @Test
  void anAliasIsSetFromOutside() {
    Map<String, String> environment =
        Map.of("LAMELLA_OVERRIDE_TRAIN_SET_1", "v/f@2", "LAMELLA_OVERRIDE_EMPTY", "");

    assertThat(Run.override(environment, "train-set.1")).contains("v/f@2");
    assertThat(Run.override(environment, "empty")).isEmpty();
    assertThat(Run.override(environment, "other")).isEmpty();
  }
}
