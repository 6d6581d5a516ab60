package io.lamella.bench.report;

import io.lamella.bench.contest.Measured;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Spread;
import java.io.PrintStream;
import java.util.List;
import java.util.Locale;

/** Prints what came out, for people. */
public final class Table {
  private static final String FORMAT = "  %-15s %9s %14s %11s %8s %13s %8s %8s %8s %8s%n";

  private final PrintStream out;
  private final Judge judge;

  /**
   * @param fullSize whether the sizes are those that the goals were set for
   */
  public Table(PrintStream out, boolean fullSize) {
    this.out = out;
    this.judge = new Judge(fullSize);
  }

  /** Prints a benchmark. */
  public void print(Measured measured) {
    out.printf("%n%s: %s%n", measured.benchmark().name(), measured.benchmark().title());
    for (Measured.Rounds row : measured.rows()) {
      out.printf(
          FORMAT,
          row.row().name(),
          "median",
          "of",
          "cpu",
          "ours/it",
          "of",
          "memory",
          "sent",
          "stored",
          "fetched");
      Line.of(row).forEach(this::print);
      verdicts(judge.of(row));
    }
    verdicts(judge.memory(measured));
    out.flush();
  }

  private void print(Line line) {
    out.printf(
        FORMAT,
        line.tool(),
        number("%.2f s", line.seconds().median()),
        ends("%.2f..%.2f", line.seconds()),
        cpu(line),
        line.ratio().map(ratio -> number("%.2f", ratio.median())).orElse(""),
        line.ratio().map(ratio -> ends("%.2f..%.2f", ratio)).orElse(""),
        line.peakBytes() == 0 ? "" : Sizes.of((double) line.peakBytes()),
        bytes(line, Sample.SENT),
        bytes(line, Sample.STORED),
        bytes(line, Sample.FETCHED));
  }

  private void verdicts(List<Verdict> verdicts) {
    verdicts.forEach(verdict -> out.println("  - " + verdict.text()));
  }

  /** What the process took, and what the servers behind it did. */
  private static String cpu(Line line) {
    if (line.cpuSeconds() == 0) {
      return "";
    }
    String own = number("%.2f", line.cpuSeconds());
    return line.serverSeconds() == 0 ? own : own + number("+%.2f", line.serverSeconds());
  }

  private static String bytes(Line line, String what) {
    Long count = line.bytes().get(what);
    return count == null ? "" : Sizes.of((double) count);
  }

  private static String number(String format, double number) {
    return String.format(Locale.ROOT, format, number);
  }

  private static String ends(String format, Spread spread) {
    return String.format(Locale.ROOT, format, spread.min(), spread.max());
  }
}
