package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.server.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The names of fields are a promise to scripts. */
class ObjectsTest {
  private static final VersionView VIEW =
      new VersionView(
          UUID.randomUUID(),
          UUID.randomUUID(),
          "p/q",
          "n",
          "1.0.0",
          VersionState.FINAL,
          false,
          false,
          2,
          "ab",
          3,
          0,
          4,
          5,
          6,
          7,
          8,
          1,
          List.of(),
          null,
          List.of(new VersionLink(UUID.randomUUID(), "p", "n", "0.9", VersionState.FINAL)),
          List.of(),
          List.of("t"),
          "d",
          "m",
          Map.of("k", 1),
          Map.of(),
          "default",
          "file:/s",
          Instant.parse("2026-11-22T10:00:00Z"),
          Instant.parse("2026-11-22T11:00:00Z"),
          "eve",
          null,
          null,
          "ticket");

  private static List<String> fields(Map<String, @Nullable Object> object) {
    return new ArrayList<>(object.keySet());
  }

  @Test
  void ofCreateAndStates() {
    assertThat(fields(Objects.created(VIEW)))
        .containsExactly("id", "project", "name", "number", "state", "parents");
    assertThat(fields(Objects.state(VIEW)))
        .containsExactly("id", "number", "state", "digest", "files", "bytes");
  }

  @Test
  void ofShow() {
    assertThat(String.join(" ", fields(Objects.shown(VIEW))))
        .isEqualTo(
            "id project name number state digest files links bytes storedBytes parents children"
                + " tags description metadata created updated createdBy message profile storage"
                + " conflicts producedBy archived");
  }

  @Test
  void ofWhatIsInTheTrash() {
    assertThat(String.join(" ", fields(Objects.shown(Catalog.trashed()))))
        .endsWith("archived trash");
    assertThat(String.join(" ", fields(Objects.found(Catalog.trashed()))))
        .endsWith("created trash");
  }

  @Test
  void ofSearchAndLog() {
    assertThat(String.join(" ", fields(Objects.found(VIEW))))
        .isEqualTo("id project name number state tags files bytes created");
    assertThat(String.join(" ", fields(Objects.logged(VIEW))))
        .isEqualTo("id number state parents message created createdBy added modified removed");
  }

  @Test
  void haveNumbersTimesAndIdsAsScriptsReadThem() {
    JsonNode json = Json.MAPPER.valueToTree(Objects.shown(VIEW));

    assertThat(json.path("bytes").isNumber()).isTrue();
    assertThat(json.path("created").asText()).isEqualTo("2026-11-22T10:00:00Z");
    assertThat(json.path("state").asText()).isEqualTo("FINAL");
    assertThat(json.path("parents").get(0).asText())
        .isEqualTo(VIEW.parents().get(0).id().toString());
  }
}
