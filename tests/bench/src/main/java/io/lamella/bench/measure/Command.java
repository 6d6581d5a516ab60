package io.lamella.bench.measure;

import io.lamella.bench.BenchFailedException;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A command that is run as a process of its own.
 *
 * @param line the program and its arguments
 * @param folder where it runs
 * @param environment what it has beside what the benchmark has itself
 */
public record Command(List<String> line, Path folder, Map<String, String> environment) {
  private static final int LAST = 2_000;

  public Command {
    line = List.copyOf(line);
    environment = Map.copyOf(environment);
  }

  /** A command that runs in a folder. */
  public static Command in(Path folder, String... line) {
    return new Command(List.of(line), folder, Map.of());
  }

  /** The same with more arguments. */
  public Command with(String... arguments) {
    List<String> longer = new ArrayList<>(line);
    longer.addAll(List.of(arguments));
    return new Command(longer, folder, environment);
  }

  /**
   * Runs it to its end.
   *
   * @throws BenchFailedException when it does not end with exit code 0
   */
  public Timed run() throws IOException {
    Path out = Files.createTempFile("lamella-bench-out", ".txt");
    Path err = Files.createTempFile("lamella-bench-err", ".txt");
    try {
      ProcessBuilder builder =
          new ProcessBuilder(line)
              .directory(folder.toFile())
              .redirectInput(new File("/dev/null"))
              .redirectOutput(out.toFile())
              .redirectError(err.toFile());
      builder.environment().keySet().removeIf(name -> name.startsWith("LAMELLA_"));
      builder.environment().putAll(environment);
      double cpuBefore = CpuTime.ofEndedChildren();
      long begun = System.nanoTime();
      Process process = builder.start();
      long peak = await(process);
      double seconds = (System.nanoTime() - begun) / 1e9;
      double cpuSeconds = CpuTime.ofEndedChildren() - cpuBefore;
      if (process.exitValue() != 0) {
        throw new BenchFailedException(
            "%s ended with %d: %s"
                .formatted(String.join(" ", line), process.exitValue(), last(err)));
      }
      return new Timed(seconds, cpuSeconds, peak, Files.readString(out));
    } finally {
      Files.delete(out);
      Files.delete(err);
    }
  }

  private static long await(Process process) {
    try {
      return PeakMemory.until(process);
    } catch (InterruptedException e) {
      process.destroy();
      Thread.currentThread().interrupt();
      throw new BenchFailedException("interrupted");
    }
  }

  private static String last(Path file) throws IOException {
    String text = Files.readString(file).strip();
    return text.substring(Math.max(0, text.length() - LAST));
  }
}
