package io.lamella.cli.preview;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionStatistics;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What a version holds, in numbers. */
@Command(
    name = "statistics",
    description = "Show what a final version holds, in numbers: files by extension and by size.",
    footer = {"", "Example:", "  lamella statistics vision/frames@1.0.2"})
public final class StatisticsCommand extends LamellaCommand {
  private static final int LARGEST = 5;

  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    VersionStatistics found =
        session.client().previews(new Target(session).find(version).id()).statistics();
    session
        .output()
        .answer(
            Objects.of(
                "digest", found.digest(),
                "files", found.files(),
                "bytes", found.bytes(),
                "links", found.links(),
                "symlinks", found.symlinks(),
                "folders", found.folders(),
                "extensions", found.extensions(),
                "smallest", found.smallest(),
                "largest", found.largest(),
                "median", found.median(),
                "sizes", found.sizes(),
                "largestFiles", found.largestFiles()),
            text(found));
    return 0;
  }

  static String text(VersionStatistics found) {
    List<String> lines = new ArrayList<>();
    lines.add(
        "%s, %s, %s"
            .formatted(
                Sizes.count(found.files(), "file"),
                Sizes.bytes(found.bytes()),
                Sizes.count(found.links(), "link")));
    lines.add("");
    lines.add("by extension");
    for (VersionStatistics.Extension extension : found.extensions()) {
      lines.add(
          line(
              extension.name().isEmpty() ? "(none)" : extension.name(),
              extension.files(),
              extension.bytes()));
    }
    lines.add("");
    lines.add("by size, at most");
    for (VersionStatistics.Bucket bucket : found.sizes()) {
      lines.add(line(Sizes.bytes(bucket.atMost()), bucket.files(), bucket.bytes()));
    }
    lines.add("");
    lines.add("largest");
    found.largestFiles().stream()
        .limit(LARGEST)
        .forEach(file -> lines.add("  %10s  %s".formatted(Sizes.bytes(file.bytes()), file.path())));
    return String.join(System.lineSeparator(), lines);
  }

  private static String line(String name, long files, long bytes) {
    return "  %-16s %10d  %12s".formatted(name, files, Sizes.bytes(bytes));
  }
}
