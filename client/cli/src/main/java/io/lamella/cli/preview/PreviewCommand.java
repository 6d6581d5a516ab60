package io.lamella.cli.preview;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.Preview;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.sdk.preview.Previews;
import io.lamella.sdk.server.Query;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** What is in a file of a version, at a glance. */
@Command(
    name = "preview",
    description =
        "Show what is in a file of a final version, at a glance; without a PATH, which files have a"
            + " preview.",
    footer = {
      "",
      "Example:",
      "  lamella preview vision/frames@1.0.2",
      "  lamella preview vision/frames@1.0.2 labels/train.csv"
    })
public final class PreviewCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Parameters(index = "1", arity = "0..1", paramLabel = "PATH", description = "The file.")
  @Nullable String path;

  @Override
  protected int run(Session session) throws IOException {
    UUID id = new Target(session).find(version).id();
    Previews previews = session.client().previews(id);
    if (path == null) {
      previews.list().forEach(view -> session.output().answer(object(view), line(view)));
      return 0;
    }
    PreviewView view = previews.of(path);
    String server = session.client().server() + "/v1/versions/" + id;
    session.output().answer(object(view), text(view, server));
    return view.preview() == null ? 1 : 0;
  }

  private static Map<String, @Nullable Object> object(PreviewView view) {
    return Objects.of(
        "path", view.path(),
        "size", view.size(),
        "digest", view.digest(),
        "kind", view.kind(),
        "state", view.state(),
        "failure", view.failure(),
        "preview", view.preview());
  }

  private static String line(PreviewView view) {
    String state = view.failure() == null ? view.state() : view.failure();
    return "%-6s %-14s %12d  %s".formatted(view.kind(), state, view.size(), view.path());
  }

  static String text(PreviewView view, String server) {
    Preview preview = view.preview();
    if (preview == null) {
      return "no preview of " + view.path() + ": " + view.failure();
    }
    Preview.Table table = preview.table();
    String text = preview.text();
    if (table != null) {
      return Shown.table(table) + System.lineSeparator() + summary(table, preview.truncated());
    }
    return text != null ? Shown.text(text) : medium(view, preview, server);
  }

  private static String summary(Preview.Table table, boolean truncated) {
    Long total = table.total();
    String rows = Sizes.count(table.rows().size(), "row");
    String of = total != null ? " of " + total : truncated ? " of more" : "";
    String skipped =
        table.skipped() == 0 ? "" : ", " + Sizes.count(table.skipped(), "line") + " not readable";
    return "(" + rows + of + skipped + ")";
  }

  /** What it is, and where a browser or a player finds it. */
  private static String medium(PreviewView view, Preview preview, String server) {
    Preview.Image image = preview.image();
    Double seconds = preview.seconds();
    if (image != null) {
      return "%s, %d x %d pixels, thumbnail at %s"
          .formatted(
              preview.mediaType(),
              image.width(),
              image.height(),
              new Query(server + "/preview/image").with("path", view.path()));
    }
    String length = seconds == null ? "" : String.format(Locale.ROOT, ", %.1f s", seconds);
    String file =
        Arrays.stream(view.path().split("/", -1))
            .map(Query::encode)
            .collect(Collectors.joining("/"));
    return preview.mediaType() + length + ", to be played from " + server + "/files/" + file;
  }
}
