package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import io.lamella.sdk.compare.Comparison;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Says what differs between two versions. */
@Command(
    name = "compare",
    description = "Show what differs between two versions: added, removed, modified, renamed.",
    footer = {"", "Example:", "  lamella compare vision/frames@1.0.1 vision/frames@1.0.2"})
public final class CompareCommand extends LamellaCommand {
  @Parameters(arity = "0..2", paramLabel = "REF", description = "The older and the newer version.")
  List<String> versions = new ArrayList<>();

  @Option(names = "--source", paramLabel = "REF", description = "The older version.")
  @Nullable String source;

  @Option(names = "--target", paramLabel = "REF", description = "The newer version.")
  @Nullable String target;

  @Option(names = "--exit-code", description = "End with 1 when anything differs.")
  boolean exitCode;

  @Override
  protected int run(Session session) throws IOException {
    List<String> both = new ArrayList<>(versions);
    if (source != null) {
      both.add(0, source);
    }
    if (target != null) {
      both.add(target);
    }
    if (both.size() != 2) {
      throw new UsageException("compare takes two versions");
    }
    Comparison comparison =
        new Comparison(manifest(session, both.get(0)), manifest(session, both.get(1)));
    Output output = session.output();
    Comparison.Summary summary = comparison.run(difference -> print(output, difference));
    output.answer(
        Objects.of(
            "summary",
            Objects.of(
                "added", summary.added(),
                "modified", summary.modified(),
                "removed", summary.removed(),
                "renamed", summary.renamed())),
        "added %d, modified %d, removed %d, renamed %d"
            .formatted(summary.added(), summary.modified(), summary.removed(), summary.renamed()));
    return exitCode && !summary.isEmpty() ? 1 : 0;
  }

  private static Manifest manifest(Session session, String reference) {
    return session.client().contents(new Target(session).resolve(reference)).manifest();
  }

  private static void print(Output output, Comparison.Difference difference) {
    Entry entry = difference.after() != null ? difference.after() : difference.before();
    String change = difference.kind().name().toLowerCase(Locale.ROOT);
    String path = difference.path().toString();
    String from = difference.from() == null ? null : difference.from().toString();
    Object size = entry == null ? null : EntryLine.object(entry).get("size");
    Object digest = entry == null ? null : EntryLine.object(entry).get("digest");
    output.answer(
        Objects.of("change", change, "path", path, "from", from, "size", size, "digest", digest),
        "%-9s %s%s".formatted(change, path, from == null ? "" : " (was " + from + ")"));
  }
}
