package io.lamella.bench.simulation;

import java.io.PrintStream;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code lamella bench simulate}: the tables of {@code docs/scaling.md}. */
@Command(
    name = "lamella bench simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Says by a simulation, fed with measured times, how fast many workers load many files, and"
          + " which part gives way first."
    },
    footer = {"", "Example:", "  lamella bench simulate --workers 100,1000 --files 100000000"})
public final class Simulate implements Callable<Integer> {
  @Option(
      names = "--workers",
      split = ",",
      paramLabel = "N",
      description = "How many processes load (default: 1,10,100,1000).")
  private List<Integer> workers = List.of(1, 10, 100, 1_000);

  @Option(
      names = "--files",
      defaultValue = "1000000000",
      paramLabel = "N",
      description = "How many files there are (default: ${DEFAULT-VALUE}).")
  private long files;

  private final PrintStream out;

  Simulate(PrintStream out) {
    this.out = out;
  }

  @Override
  public Integer call() {
    for (Measured measured : Measured.ALL) {
      Outcome outcome = Simulation.of(measured.setting(), Measured.COLD);
      say(
          "measured, one machine, %d workers: %.1f files a second; simulated %.1f, %.2f of it",
          measured.setting().workers(),
          measured.filesPerSecond(),
          outcome.filesPerSecond(),
          outcome.filesPerSecond() / measured.filesPerSecond());
    }
    for (int count : workers) {
      // A few minutes' worth of work for each: more says the same.
      long some = Math.min(files, count * 1_000_000L);
      Setting as = Measured.CLUSTER.withWorkers(count, some);
      tell("as it comes", as);
      Setting ready = as.withPartitions(4 * count).withWindow(8 * count);
      tell("partitions and window for so many", ready);
      tell("the same, ten requests", ready.withRequests(10).withWindow(count));
    }
    return 0;
  }

  private void tell(String what, Setting setting) {
    Outcome outcome = Simulation.of(setting, Measured.COSTS);
    say(
        "%d workers, %s: %.0f files a second, %s for %.0e files; first gives way: %s (%s)",
        setting.workers(),
        what,
        outcome.filesPerSecond(),
        time(files / outcome.filesPerSecond()),
        (double) files,
        outcome.busiest(),
        shares(outcome));
  }

  private static String time(double seconds) {
    return seconds < 7_200
        ? String.format(Locale.ROOT, "%.0f min", seconds / 60)
        : String.format(Locale.ROOT, "%.1f h", seconds / 3_600);
  }

  private static String shares(Outcome outcome) {
    StringBuilder shares = new StringBuilder();
    outcome.utilization().entrySet().stream()
        .sorted((one, other) -> Double.compare(other.getValue(), one.getValue()))
        .limit(4)
        .forEach(
            part ->
                shares
                    .append(shares.isEmpty() ? "" : ", ")
                    .append(part.getKey())
                    .append(String.format(Locale.ROOT, " %.0f %%", 100 * part.getValue())));
    return shares.toString();
  }

  private void say(String form, Object... values) {
    out.println(String.format(Locale.ROOT, form, values));
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Simulate(System.out)).execute(args));
  }
}
