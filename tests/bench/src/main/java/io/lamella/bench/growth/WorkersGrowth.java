package io.lamella.bench.growth;

import io.lamella.bench.tool.Stack;
import io.lamella.buckets.S3Server;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Ever more processes that load from a bucket that is far away; each has as many files to load. A
 * size is the number of processes, the upload service among them.
 */
final class WorkersGrowth implements Growing {
  private static final String BUCKET = "far";
  private static final Duration LATENCY = Duration.ofMillis(500);
  private static final int BYTES = 4 << 10;
  private static final int FILES = 1_500;
  private static final int WARM = 200;

  @Override
  public String name() {
    return "workers";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(1, 2, 4, 8);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    double each = 0;
    for (int size : sizes) {
      double rate = rate(size, site);
      each = each == 0 ? rate / size : each;
      site.say("workers %d: %.2f of what the first make %d times", size, rate / each / size, size);
    }
  }

  private static double rate(int size, Site site) throws IOException {
    try (S3Server s3 = new S3Server(LATENCY, BUCKET)) {
      put(s3, "warm/", size * WARM);
      put(s3, "all/", size * FILES);
      Map<String, String> environment = new HashMap<>(s3.environment());
      // The last items of a short run are short.
      environment.put("LAMELLA_INGEST_FILES", "25");
      try (Stack stack = site.stack("workers-" + size, environment)) {
        stack.up("--scale", "worker=" + (size - 1));
        Api api = new Api(stack.url());
        load(api, "warm");
        double cpu = stack.cpuSeconds();
        Asked asked = load(api, "all");
        site.say(
            "workers %d: %d files in %.1f s, %.1f a second, processors %.1f s",
            size, asked.files(), asked.seconds(), asked.filesPerSecond(), stack.cpuSeconds() - cpu);
        return asked.filesPerSecond();
      }
    }
  }

  private static Asked load(Api api, String prefix) throws IOException {
    return Asked.of(api, "workers", Map.of("uri", "s3://" + BUCKET + "/" + prefix + "/"));
  }

  private static void put(S3Server s3, String prefix, int count) {
    for (int i = 0; i < count; i++) {
      s3.put(BUCKET, prefix + i, SmallFile.content(BYTES, i));
    }
  }
}
