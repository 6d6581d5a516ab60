package io.lamella.bench.micro;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code lamella bench jmh}. */
@Command(
    name = "jmh",
    mixinStandardHelpOptions = true,
    description = "Micro-benchmarks of what versions are made of.",
    footer = {"", "Example:", "  lamella bench jmh Cutting"})
public final class Jmh implements Callable<Integer> {
  @Parameters(
      arity = "0..1",
      paramLabel = "FILTER",
      description = "A regular expression of their names (default: all).")
  private @Nullable String filter;

  @Override
  public Integer call() throws RunnerException {
    OptionsBuilder options = new OptionsBuilder();
    options.include(filter == null ? ".*" : filter);
    new Runner(options.build()).run();
    return 0;
  }
}
