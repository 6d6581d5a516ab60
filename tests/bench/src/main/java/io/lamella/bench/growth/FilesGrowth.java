package io.lamella.bench.growth;

import io.lamella.bench.data.Trees;
import io.lamella.bench.tool.Machine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Versions of ever more files of 100 bytes, and a child with ten of them changed. */
final class FilesGrowth implements Growing {
  private static final int A_FOLDER = 1000;
  private static final int BYTES = 100;
  private static final int CHANGED = 10;

  @Override
  public String name() {
    return "files";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(40_000, 200_000, 1_000_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    for (int size : sizes) {
      Path folder = Files.createDirectories(site.folder().resolve("files-" + size));
      measure(size, folder.resolve("data"), new Machine(site.stack(), folder), site);
      Trees.delete(folder);
    }
  }

  private static void measure(int size, Path data, Machine machine, Site site) throws IOException {
    SmallFile.writeAll(data, size);
    String dataset = "growth/files-" + size;
    site.stack().forgetPeaks();
    Map<String, List<String>> steps =
        Map.of(
            "create", List.of("create", "--project", "growth", "--name", "files-" + size),
            "add", List.of("add", data.toString()),
            "close", List.of("close"),
            "list a folder", List.of("list", dataset, "--filter", "00000/*"),
            "sync 10", List.of("sync", dataset, "--folder", data.toString()),
            "compare", List.of("compare", dataset + "@1.0.0", dataset + "@1.0.1"),
            "sync none", List.of("sync", dataset, "--folder", data.toString()),
            "get", List.of("get", dataset),
            "get again", List.of("get", dataset));
    for (String step : List.of("create", "add", "close", "list a folder")) {
      run(size, step, steps, machine, site);
    }
    for (int i = 0; i < CHANGED; i++) {
      SmallFile.write(data, i * (size / CHANGED) + i, 1);
    }
    run(size, "sync 10", steps, machine, site);
    Machine.Answered shown = machine.run(List.of("show", dataset));
    site.say("files %d: stored for ten: %s", size, shown.answer().path("storedBytes"));
    String tar = "/v1/versions/" + shown.answer().path("id").asText() + "/tar?path=00000";
    Api api = new Api(site.stack().url());
    site.say("files %d: get of a folder: %s", size, api.latency(turn -> api.length(tar)));
    for (String step : List.of("compare", "sync none", "get", "get again")) {
      run(size, step, steps, machine, site);
    }
    site.say("files %d: peaks of services: %s", size, site.stack().peaks());
  }

  private static void run(
      int size, String step, Map<String, List<String>> steps, Machine machine, Site site)
      throws IOException {
    Machine.Answered answered = machine.run(steps.getOrDefault(step, List.of()));
    site.say(
        "files %d: %s: %.2f s, peak %d MB",
        size, step, answered.sample().seconds(), answered.sample().peakBytes() >> 20);
  }
}
