package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.link.WebServer;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.version.TestVersions;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CarriedOverTest {
  private static final UUID ID = UUID.randomUUID();
  private static final ClearmlDataset BEFORE =
      dataset("completed", List.of("a", "b"), false, "as it was");

  private final List<JsonNode> changes = new ArrayList<>();
  private WebServer server;

  @BeforeEach
  void start() throws IOException {
    server = new WebServer();
    server.on(
        "/v1/versions/" + ID,
        exchange -> {
          changes.add(Json.MAPPER.readTree(exchange.getRequestBody().readAllBytes()));
          byte[] body = Json.MAPPER.writeValueAsBytes(seen(VersionState.FINAL));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    for (String move : List.of("publish", "archive", "unarchive")) {
      server.on(
          "/v1/versions/" + ID + "/" + move,
          exchange -> {
            byte[] body = Json.MAPPER.writeValueAsBytes(seen(VersionState.FINAL));
            exchange.sendResponseHeaders(200, body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
          });
    }
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void nothingIsDueWhereNothingChangedThere() {
    assertThat(carriedOver(BEFORE, VersionState.FINAL).isDue()).isFalse();
    assertThat(carriedOver(BEFORE, VersionState.PUBLISHED).isDue()).isFalse();
  }

  /** The version may bear other tags and another description by now: those stay. */
  @Test
  void onlyWhatChangedThereIsChangedHere() {
    ClearmlDataset now = dataset("completed", List.of("b", "c"), false, "as it was");

    CarriedOver carried = carriedOver(now, VersionState.FINAL);
    carried.apply();

    assertThat(carried.isDue()).isTrue();
    assertThat(changes).hasSize(1);
    assertThat(changes.get(0).path("addTags").toString()).isEqualTo("[\"c\"]");
    assertThat(changes.get(0).path("removeTags").toString()).isEqualTo("[\"a\"]");
    assertThat(changes.get(0).path("description").isNull()).isTrue();
    assertThat(changes.get(0).path("metadata").isNull()).isTrue();
    assertThat(changes.get(0).path("setMetadata")).hasSize(1);
    assertThat(changes.get(0).at("/setMetadata/clearml/tags").toString())
        .isEqualTo("[\"b\",\"c\"]");
    assertThat(server.asked()).containsExactly("PATCH /v1/versions/" + ID);
  }

  @Test
  void whatIsPublishedAndHiddenThereIsSoHere() {
    ClearmlDataset now = dataset("published", List.of("a", "b"), true, "otherwise");

    carriedOver(now, VersionState.FINAL).apply();

    assertThat(server.asked())
        .containsExactly(
            "POST /v1/versions/" + ID + "/publish",
            "POST /v1/versions/" + ID + "/archive",
            "PATCH /v1/versions/" + ID);
    assertThat(changes.get(0).path("description").asText()).isEqualTo("otherwise");
    assertThat(changes.get(0).at("/setMetadata/clearml/status").asText()).isEqualTo("published");
  }

  private CarriedOver carriedOver(ClearmlDataset now, VersionState state) {
    Versions versions = new Versions(new Connection(URI.create(server.url("")), null));
    return new CarriedOver(versions, now, seen(state));
  }

  /** The version as it was imported. */
  private static VersionView seen(VersionState state) {
    Map<String, Object> metadata = new LinkedHashMap<>();
    metadata.put("own", "kept");
    metadata.put(Provenance.KEY, Provenance.of(BEFORE, List.of(), Map.of(), List.of()));
    Map<String, Object> view =
        Json.MAPPER.convertValue(
            TestVersions.uploading(ID, 1),
            Json.MAPPER
                .getTypeFactory()
                .constructMapType(LinkedHashMap.class, String.class, Object.class));
    view.put("state", state);
    view.put("metadata", metadata);
    return Json.MAPPER.convertValue(view, VersionView.class);
  }

  private static ClearmlDataset dataset(
      String status, List<String> tags, boolean archived, String description) {
    return new ClearmlDataset(
        ID.toString().replace("-", ""),
        "p",
        "d",
        "1.0.0",
        status,
        tags,
        archived,
        description,
        null,
        null,
        List.of());
  }
}
