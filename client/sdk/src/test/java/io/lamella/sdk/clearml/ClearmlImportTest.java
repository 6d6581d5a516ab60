package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.contracts.VersionId;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import io.lamella.sdk.clearml.ClearmlImport.Wish;
import io.lamella.sdk.clearml.Outcome.Action;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.link.WebServer;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.version.TestVersions;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of datasets before any file of theirs is touched. */
class ClearmlImportTest {
  @TempDir Path temp;
  private ClearmlStore store;
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    store = new ClearmlStore(temp.resolve("store"));
    server = new WebServer();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void aVersionThatIsNotFromThereIsNeverTouched() throws IOException {
    WrittenDataset dataset = closed("frames");
    UUID id = VersionId.parse(dataset.id()).orElseThrow();
    answer("/v1/versions/" + id, 200, TestVersions.uploading(id, 1));

    Outcome outcome = run(Wish.ALL).get(0);

    assertThat(outcome.action()).isEqualTo(Action.LEFT_OUT);
    assertThat(outcome.isWhole()).isFalse();
    assertThat(outcome.problems().get(0).problem()).isEqualTo("refused");
    assertThat(server.asked()).allMatch(asked -> asked.startsWith("GET "));
  }

  @Test
  void aRehearsalChangesNothing() throws IOException {
    WrittenDataset parent = closed("frames");
    WrittenDataset child = store.create("p", "frames", "1.0.1", parent).add("b", "bb").upload(1);
    child.close();
    absent(parent, child);

    List<Outcome> outcomes = run(new Wish(Set.of(child.id()), List.of(), true, false));

    assertThat(outcomes)
        .extracting(outcome -> outcome.dataset().id())
        .containsExactly(parent.id(), child.id());
    assertThat(outcomes).extracting(Outcome::action).containsOnly(Action.PENDING);
    assertThat(outcomes.get(1).files()).isEqualTo(2);
    assertThat(outcomes.get(1).bytes()).isEqualTo(3);
    assertThat(server.asked()).allMatch(asked -> asked.startsWith("GET "));
  }

  @Test
  void oneThatTheServerRefusesHoldsUpNoOther() throws IOException {
    absent(closed("frames"), closed("labels"));
    answer("/v1/versions", 409, Problem.of(ErrorCode.WRONG_STATE, "the dataset is archived"));

    List<Outcome> outcomes = run(Wish.ALL);

    assertThat(outcomes).hasSize(2).extracting(Outcome::action).containsOnly(Action.LEFT_OUT);
    assertThat(outcomes.get(0).problems().get(0).detail()).contains("the dataset is archived");
  }

  @Test
  void anIdThatIsNotThereIsSaid() throws IOException {
    closed("frames");
    String id = "0".repeat(32);

    assertThatThrownBy(() -> run(new Wish(Set.of(id), List.of(), false, false)))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.NOT_FOUND))
        .hasMessageContaining(id);
  }

  private WrittenDataset closed(String name) throws IOException {
    return store.create("p", name, "1.0.0").add("a", "a").upload(1).close();
  }

  private void absent(WrittenDataset... datasets) {
    for (WrittenDataset dataset : datasets) {
      answer(
          "/v1/versions/" + VersionId.parse(dataset.id()).orElseThrow(),
          404,
          Problem.of(ErrorCode.VERSION_NOT_FOUND, "there is no such version"));
    }
  }

  private void answer(String path, int status, Object answer) {
    server.on(
        path,
        exchange -> {
          byte[] body = Json.MAPPER.writeValueAsBytes(answer);
          exchange.sendResponseHeaders(status, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
  }

  private List<Outcome> run(Wish wish) throws IOException {
    List<Outcome> outcomes = new ArrayList<>();
    new ClearmlImport(
            new Versions(new Connection(URI.create(server.url("")), null)),
            view -> {
              throw new AssertionError("no content is looked at");
            },
            view -> {
              throw new AssertionError("no draft is opened");
            },
            view -> {
              throw new AssertionError("no file is put");
            },
            new ExternalLinks(new LamellaHome(temp.resolve("home"))))
        .run(new ClearmlFolder(store.root()), wish, TransferProgress.NONE, outcomes::add);
    return outcomes;
  }
}
