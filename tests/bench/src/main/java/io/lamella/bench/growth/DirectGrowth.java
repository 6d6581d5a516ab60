package io.lamella.bench.growth;

import io.lamella.bench.data.Trees;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.tool.Machine;
import io.lamella.bench.tool.Stack;
import io.lamella.buckets.S3Server;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Versions in a bucket, which machines with empty caches get through cache-service and past it, in
 * turns. A size is in MiB, in files of 1 MiB; the bucket is in the memory of this process.
 */
final class DirectGrowth implements Growing {
  private static final String BUCKET = "lake";
  private static final int BYTES = 1 << 20;
  private static final int ROUNDS = 5;

  @Override
  public String name() {
    return "direct";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(32, 64);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    try (S3Server s3 = new S3Server(BUCKET)) {
      Map<String, String> environment = new HashMap<>(s3.environment());
      environment.put("LAMELLA_STORAGES_LAKE_URI", "s3://" + BUCKET + "/store");
      environment.put("LAMELLA_STORAGES_LAKE_DIRECT_READS", "true");
      environment.put("LAMELLA_STORE_DEFAULT", "lake");
      environment.put("LAMELLA_DIRECT_READS_EXCLUDE", "growth/through-*");
      // What is kept of one round would not be read from the bucket in the next one.
      environment.put("LAMELLA_CACHE_BYTES", Integer.toString(32 << 20));
      try (Stack stack = site.stack("direct", environment)) {
        stack.up();
        for (int size : sizes) {
          measure(size, stack, site);
        }
      }
    }
  }

  private static void measure(int size, Stack stack, Site site) throws IOException {
    Path data = site.folder().resolve("direct-" + size);
    Path files = Files.createDirectories(data.resolve("data"));
    for (int i = 0; i < size; i++) {
      Files.write(files.resolve(i + ".bin"), SmallFile.content(BYTES, i));
    }
    Machine writer = new Machine(stack, data.resolve("writer"));
    for (String way : List.of("through", "past")) {
      writer.run(List.of("sync", "growth/" + way + "-" + size, "--folder", files.toString()));
    }
    double[] seconds = new double[2];
    double[] processors = new double[2];
    for (int round = 0; round < ROUNDS; round++) {
      for (int way = 0; way < 2; way++) {
        String name = way == 0 ? "through" : "past";
        Path machine = data.resolve(name + round);
        Sample got =
            new Machine(stack, machine).run(List.of("get", "growth/" + name + "-" + size)).sample();
        seconds[way] += got.seconds();
        processors[way] += got.serverSeconds();
        Trees.delete(machine);
      }
    }
    site.say(
        "direct %d: through cache-service %.2f s, processors of the stack %.2f s; past it %.2f s,"
            + " %.2f s; that is %.2f of the time and %.2f of the processors",
        size,
        seconds[0] / ROUNDS,
        processors[0] / ROUNDS,
        seconds[1] / ROUNDS,
        processors[1] / ROUNDS,
        seconds[1] / seconds[0],
        processors[1] / processors[0]);
    Trees.delete(data);
  }
}
