package io.lamella.bench.growth;

import io.lamella.bench.data.Trees;
import io.lamella.bench.tool.Stack;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Ever more small files that one request names, by a folder; and the smallest request of all. */
final class IngestGrowth implements Growing {
  @Override
  public String name() {
    return "ingest";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(20_000, 200_000, 1_000_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    Stack stack = site.stack();
    Api api = new Api(stack.url());
    for (int size : sizes) {
      Path data = Files.createDirectories(site.folder().resolve("ingest-" + size));
      SmallFile.writeAll(data, size);
      stack.forgetPeaks();
      double cpu = stack.cpuSeconds();
      Asked asked = Asked.of(api, "ingest-" + size, Map.of("uri", data.toUri() + "/"));
      site.say(
          "ingest %d: %.1f s, %.0f files a second, processors %.1f s, peaks of services: %s",
          asked.files(),
          asked.seconds(),
          asked.filesPerSecond(),
          stack.cpuSeconds() - cpu,
          stack.peaks());
      Trees.delete(data);
    }
    site.say("ingest 1: request to FINAL: %s", api.latency(turn -> one(api, turn)));
  }

  private static void one(Api api, int turn) throws IOException {
    Asked.of(api, "ingest-one", Map.of("content", "turn " + turn, "path", "one.txt"));
  }
}
