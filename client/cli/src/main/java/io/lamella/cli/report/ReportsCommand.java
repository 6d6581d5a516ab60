package io.lamella.cli.report;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.report.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Shows what was reported on a version. */
@Command(
    name = "reports",
    description = {
      "Show the reports on a version: tables, histograms, scalars, images and media.",
      "Programs put them there, with the SDK or over HTTP."
    },
    footer = {
      "",
      "Example:",
      "  lamella reports vision/frames --title classes",
      "  lamella reports vision/frames@1.0.2 --save ./samples"
    })
public final class ReportsCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(names = "--title", description = "Only those of this title.")
  @Nullable String title;

  @Option(
      names = "--save",
      paramLabel = "DIR",
      description = "Write images and media into this folder.")
  @Nullable Path save;

  @Override
  protected int run(Session session) throws IOException {
    VersionView view = new Target(session).find(version);
    Reports reports = session.client().reports(view);
    Path folder = save == null ? null : session.folder().resolve(save);
    try (Stream<ReportView> all = reports.list(title)) {
      all.forEach(report -> print(session.output(), report, saved(reports, report, folder)));
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    return 0;
  }

  /** Where the file of the report was written; null: nowhere. */
  private static @Nullable Path saved(Reports reports, ReportView report, @Nullable Path folder) {
    try {
      return folder == null || report.media() == null ? null : reports.save(report, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void print(Output output, ReportView report, @Nullable Path saved) {
    Map<String, @Nullable Object> object =
        Objects.of(
            "id", report.id(),
            "kind", report.kind(),
            "title", report.title(),
            "series", report.series(),
            "iteration", report.iteration(),
            "at", report.at(),
            "by", report.by(),
            "table", report.table(),
            "histogram", report.histogram(),
            "points", report.points(),
            "media", report.media());
    if (saved != null) {
      object.put("file", saved.toString());
    }
    output.answer(object, ReportText.of(report) + (saved == null ? "" : "\n  " + saved));
  }
}
