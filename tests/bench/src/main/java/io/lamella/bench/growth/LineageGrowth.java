package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.bench.tool.Machine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.List;
import java.util.Map;

/** A line of versions, each the child of the one before, with one file more. */
final class LineageGrowth implements Growing {
  private static final String DATASET = "line";

  @Override
  public String name() {
    return "lineage";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(10, 100, 1_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    Api api = new Api(site.stack().url());
    String tip = "";
    int made = 0;
    for (int size : sizes) {
      for (; made < size; made++) {
        tip = child(api, tip, made);
        api.awaitSealed(DATASET);
      }
      String id = tip;
      site.say("lineage %d: show: %s", size, api.latency(turn -> api.get("/v1/versions/" + id)));
      site.say(
          "lineage %d: whole lineage: %s",
          size, api.latency(turn -> api.get("/v1/versions/" + id + "/lineage")));
      site.say(
          "lineage %d: create and delete a child: %s",
          size,
          api.latency(
              turn ->
                  api.delete("/v1/versions/" + create(api, id).path("id").asText() + "?now=true")));
      Machine machine =
          new Machine(
              site.stack(), Files.createDirectories(site.folder().resolve("machine-" + size)));
      for (String step : List.of("get", "log")) {
        Machine.Answered answered = machine.run(List.of(step, id));
        site.say("lineage %d: %s: %.2f s", size, step, answered.sample().seconds());
      }
      Machine.Answered compared =
          machine.run(List.of("compare", "growth/" + DATASET + "@1.0.0", id));
      site.say("lineage %d: compare with the first: %.2f s", size, compared.sample().seconds());
    }
  }

  private static JsonNode create(Api api, String parent) throws IOException {
    return api.post(
        "/v1/versions",
        Map.of(
            "project",
            "growth",
            "name",
            DATASET,
            "parents",
            parent.isEmpty() ? List.of() : List.of(parent)));
  }

  private static String child(Api api, String parent, int number) throws IOException {
    JsonNode made = create(api, parent);
    String id = made.path("id").asText();
    api.put(
        "/v1/drafts/" + id + "/files/f" + number,
        made.path("ticket").asText(),
        ("file " + number).getBytes(StandardCharsets.UTF_8));
    api.post("/v1/versions/" + id + "/finalize", Map.of());
    return id;
  }
}
