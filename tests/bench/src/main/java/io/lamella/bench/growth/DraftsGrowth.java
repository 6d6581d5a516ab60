package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Ever more drafts that are open at once; in the end all are sealed. */
final class DraftsGrowth implements Growing {
  private static final String DATASET = "drafts";

  private record Draft(String id, String ticket) {}

  @Override
  public String name() {
    return "drafts";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(10, 100, 1_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    Api api = new Api(site.stack().url());
    List<Draft> drafts = new ArrayList<>();
    for (int size : sizes) {
      while (drafts.size() < size) {
        JsonNode made = api.post("/v1/versions", Map.of("project", "growth", "name", DATASET));
        drafts.add(new Draft(made.path("id").asText(), made.path("ticket").asText()));
        put(api, drafts.get(drafts.size() - 1), 0);
      }
      site.say(
          "drafts %d: add to one: %s",
          size, api.latency(turn -> put(api, drafts.get(turn * 7 % drafts.size()), turn + 1)));
    }
    long begun = System.nanoTime();
    for (Draft draft : drafts) {
      api.post("/v1/versions/" + draft.id() + "/finalize", Map.of());
    }
    api.awaitSealed(DATASET);
    site.say("drafts %d: all sealed: %.1f s", drafts.size(), (System.nanoTime() - begun) / 1e9);
  }

  private static void put(Api api, Draft draft, int number) throws IOException {
    api.put(
        "/v1/drafts/" + draft.id() + "/files/f" + number,
        draft.ticket(),
        (draft.id() + number).getBytes(StandardCharsets.UTF_8));
  }
}
