package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetStateTest {
  @TempDir Path temp;

  @Test
  void theStateOfAChildListsWhatItHasAndWhereThatLies() throws IOException {
    ClearmlStore store = new ClearmlStore(temp);
    WrittenDataset parent =
        store.create("p", "d", "1.0.0").add("a.txt", "a").add("b.txt", "b").upload(1).close();
    WrittenDataset child =
        store.create("p", "d", "1.0.1", parent).remove("a.txt").add("c.txt", "cc");
    child.link("l.csv", "https://host/l.csv", 12).upload(9).close();

    DatasetState state = DatasetState.read(child.artifact("state"));

    assertThat(state.id()).isEqualTo(child.id());
    assertThat(state.closed()).isTrue();
    assertThat(state.dirty()).isFalse();
    assertThat(state.count()).isEqualTo(3);
    assertThat(state.size()).isEqualTo(3);
    assertThat(state.parents(child.id())).containsExactly(parent.id());
    assertThat(state.files())
        .containsOnlyKeys("b.txt", "c.txt")
        .containsEntry(
            "b.txt", new DatasetState.StateFile("b.txt", 1, digest("b"), parent.id(), "data_001"))
        .containsEntry(
            "c.txt", new DatasetState.StateFile("c.txt", 2, digest("cc"), child.id(), "data"));
    assertThat(state.links())
        .containsEntry(
            "l.csv", new DatasetState.StateLink("l.csv", "https://host/l.csv", 12, null));
  }

  @Test
  void theHeadIsReadWithoutTheFiles() throws IOException {
    WrittenDataset draft = new ClearmlStore(temp).create("p", "d", "1.0.0").add("a.txt", "a");

    DatasetState head = DatasetState.head(draft.artifact("state"));

    assertThat(head.files()).isEmpty();
    assertThat(head.count()).isEqualTo(1);
    assertThat(head.dirty()).isTrue();
    assertThat(head.closed()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"dataset_file_entries\": {}}",
        "{\"dataset_file_entries\": [{\"hash\": null}]}",
        "{\"dataset_file_entries\": [{\"relative_path\": \"a\", \"hash\": \"zz\"}]}",
        "{\"dataset_file_entries\": [{\"relative_path\": \"a\", \"size\": \"many\"}]}",
        "{\"dataset_file_entries\": [{\"relative_path\": \"a\""
      })
  void whatIsNoStateIsNotReadAsOne(String text) throws IOException {
    Path file = Files.writeString(temp.resolve("state.json"), text);

    assertThatThrownBy(() -> DatasetState.read(file)).isInstanceOf(JsonProcessingException.class);
  }

  @Test
  void whatIsNotSaidIsNotKnown() throws IOException {
    Path file =
        Files.writeString(
            temp.resolve("state.json"),
            "{\"dataset_file_entries\": [{\"relative_path\": \"a\", \"more\": {\"x\": [1]}}],"
                + " \"dependency_graph\": {}}");

    assertThat(DatasetState.read(file).files())
        .containsEntry("a", new DatasetState.StateFile("a", -1, null, null, null));
  }

  private static Digest digest(String text) {
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }
}
