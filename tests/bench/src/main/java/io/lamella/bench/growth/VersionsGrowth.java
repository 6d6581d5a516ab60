package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A dataset with ever more versions: what is asked of it costs the same. */
final class VersionsGrowth implements Growing {
  private static final String DATASET = "versions";

  @Override
  public String name() {
    return "versions";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(100, 1_000, 10_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    Api api = new Api(site.stack().url());
    List<String> ids = new ArrayList<>();
    for (int size : sizes) {
      while (ids.size() < size) {
        ids.add(sealed(api, ids.isEmpty() ? "early" : "later"));
      }
      api.awaitSealed(DATASET);
      Map<String, Api.Call> calls = calls(api, ids);
      for (Map.Entry<String, Api.Call> call : calls.entrySet()) {
        site.say("versions %d: %s: %s", size, call.getKey(), api.latency(call.getValue()));
      }
    }
  }

  private static Map<String, Api.Call> calls(Api api, List<String> ids) {
    String ref = "/v1/resolve?ref=growth/" + DATASET + "@";
    String search = "/v1/versions?project=growth&name=" + DATASET;
    List<String> open = new ArrayList<>();
    Map<String, Api.Call> calls = new LinkedHashMap<>();
    calls.put("show", turn -> api.get("/v1/versions/" + ids.get(turn % ids.size())));
    calls.put("latest", turn -> api.get(ref + "latest"));
    calls.put("number", turn -> api.get(ref + "1.0." + turn));
    calls.put("tag of the first", turn -> api.get(ref + "early"));
    calls.put("highest by filter", turn -> api.get("/v1/resolve?project=growth&name=" + DATASET));
    calls.put("page", turn -> api.get(search + "&limit=20"));
    calls.put("search of a tag", turn -> api.get(search + "&tags=early"));
    calls.put("create", turn -> open.add(create(api, "open").path("id").asText()));
    calls.put(
        "delete", turn -> api.delete("/v1/versions/" + open.remove(open.size() - 1) + "?now=true"));
    return calls;
  }

  private static JsonNode create(Api api, String tag) throws IOException {
    return api.post(
        "/v1/versions", Map.of("project", "growth", "name", DATASET, "tags", List.of(tag)));
  }

  private static String sealed(Api api, String tag) throws IOException {
    String id = create(api, tag).path("id").asText();
    api.post("/v1/versions/" + id + "/finalize", Map.of());
    return id;
  }
}
