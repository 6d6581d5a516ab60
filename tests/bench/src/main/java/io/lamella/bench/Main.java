package io.lamella.bench;

import io.lamella.bench.contest.Benchmark;
import io.lamella.bench.contest.Benchmarks;
import io.lamella.bench.contest.Contest;
import io.lamella.bench.contest.Measured;
import io.lamella.bench.micro.Jmh;
import io.lamella.bench.report.Conditions;
import io.lamella.bench.report.JsonReport;
import io.lamella.bench.report.Table;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lamella bench}. */
@Command(
    name = "lamella bench",
    mixinStandardHelpOptions = true,
    subcommands = Jmh.class,
    description = {
      "Measures a stack of its own, used through the command line, against other tools in the same"
          + " run."
    },
    footer = {"", "Example:", "  lamella bench small-in small-out --rounds 3 --json results.json"})
public final class Main implements Callable<Integer> {
  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      completionCandidates = Names.class,
      description = "What is measured (default: all): ${COMPLETION-CANDIDATES}.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--rounds",
      defaultValue = "5",
      paramLabel = "N",
      description = "How often each tool has its turn (default: ${DEFAULT-VALUE}).")
  private int rounds;

  @Option(
      names = "--scale",
      defaultValue = "1",
      paramLabel = "X",
      description = "What all sizes are multiplied by; only at 1 the results are judged.")
  private double scale;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where the folder of the run is made (default: the system's temporary one).")
  private @Nullable Path work;

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results there, too.")
  private @Nullable Path json;

  /** What can be measured. */
  static final class Names extends ArrayList<String> {
    private static final long serialVersionUID = 1;

    Names() {
      super(Benchmarks.all().stream().map(Benchmark::name).toList());
    }
  }

  @Override
  public Integer call() throws IOException {
    List<Benchmark> chosen = chosen();
    if (rounds < 1 || scale <= 0 || scale > 1) {
      throw new ParameterException(
          command.commandLine(), "--rounds is 1 or more, --scale above 0 and at most 1");
    }
    Conditions conditions = Conditions.now(rounds, scale);
    System.out.println(conditions.text());
    Table table = new Table(System.out, conditions.isFullSize());
    JsonReport report = new JsonReport(conditions);
    Contest contest = new Contest(rounds, Main::progress);
    try (Run run = Run.begin(work)) {
      try {
        for (Benchmark benchmark : chosen) {
          Measured measured = contest.run(benchmark, run.scene(benchmark.name(), scale));
          table.print(measured);
          report.add(measured);
          if (json != null) {
            report.write(json);
          }
        }
      } catch (BenchFailedException e) {
        System.err.println("lamella: what it left lies in " + run.keep());
        throw e;
      }
    }
    return 0;
  }

  private List<Benchmark> chosen() {
    List<String> known = new Names();
    for (String name : names) {
      if (!known.contains(name)) {
        throw new ParameterException(
            command.commandLine(),
            "no such benchmark: " + name + "; there are " + String.join(", ", known));
      }
    }
    return Benchmarks.all().stream()
        .filter(benchmark -> names.isEmpty() || names.contains(benchmark.name()))
        .toList();
  }

  private static void progress(String line) {
    System.err.println(line);
  }

  /** Exit codes: 0 measured, 1 something went wrong, 2 wrong usage. */
  public static void main(String[] args) {
    CommandLine line = new CommandLine(new Main());
    line.setExecutionExceptionHandler(
        (failure, command, result) -> {
          command.getErr().println("lamella: " + failure.getMessage());
          return 1;
        });
    System.exit(line.execute(args));
  }
}
