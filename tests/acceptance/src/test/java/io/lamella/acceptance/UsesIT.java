package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version remembers the runs that used it, and a run what it used. */
class UsesIT {
  @TempDir Path folder;

  @Test
  void aGetInARunIsRecordedAndAnAliasCanBeSetFromOutside() throws Exception {
    // Given
    Door door = new Door(Stack.shared().url());
    Door.Version first = door.create("uses", "train", List.of());
    door.put(first, "a", "first");
    door.close(first);
    Door.Version second = door.create("uses", "train", List.of(first.id()));
    door.put(second, "a", "second");
    door.close(second);
    Machine pod = new Machine(folder.resolve("pod"), Stack.shared().url());

    // When
    pod.lamella(Map.of("MLFLOW_RUN_ID", "run-1"), "get", "uses/train", "--alias", "train")
        .expect(0);
    JsonNode swapped =
        pod.lamella(
                Map.of("LAMELLA_OVERRIDE_TRAIN", first.id()),
                "get",
                "uses/train",
                "--alias",
                "train",
                "--run",
                "run-2",
                "--files",
                "a")
            .expect(0)
            .json();
    pod.run("get", "uses/train");
    List<JsonNode> of = pod.lamella("used-by", "uses/train").expect(0).lines();
    List<JsonNode> by = pod.lamella("uses", "run-2").expect(0).lines();

    // Then
    assertThat(of).hasSize(1);
    assertThat(of.get(0).path("run").asText()).isEqualTo("run-1");
    assertThat(of.get(0).path("tool").asText()).isEqualTo("mlflow");
    assertThat(of.get(0).path("overridden").asBoolean()).isFalse();
    assertThat(swapped.path("id").asText()).isEqualTo(first.id());
    assertThat(by).hasSize(1);
    assertThat(by.get(0).path("id").asText()).isEqualTo(first.id());
    assertThat(by.get(0).path("alias").asText()).isEqualTo("train");
    assertThat(by.get(0).path("overridden").asBoolean()).isTrue();
    assertThat(by.get(0).path("portion").asText()).contains("\"a\"");
  }
}
