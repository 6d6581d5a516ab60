package io.lamella.bench.growth;

import io.lamella.bench.measure.Command;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Manifests of synthetic entries, each size in a JVM of its own with a small heap. */
final class EntriesGrowth implements Growing {
  @Override
  public String name() {
    return "entries";
  }

  @Override
  public List<Integer> sizes() {
    return List.of(100_000, 1_000_000, 10_000_000);
  }

  @Override
  public void measure(List<Integer> sizes, Site site) throws IOException {
    String java = Path.of(System.getProperty("java.home", ""), "bin", "java").toString();
    for (int size : sizes) {
      site.say(
          "%s",
          Command.in(
                  site.folder(),
                  java,
                  "-Xmx64m",
                  "-XX:+UseSerialGC",
                  "-cp",
                  System.getProperty("java.class.path", ""),
                  ManifestGrowth.class.getName(),
                  Integer.toString(size),
                  site.folder().toString())
              .run()
              .out()
              .strip());
    }
  }
}
