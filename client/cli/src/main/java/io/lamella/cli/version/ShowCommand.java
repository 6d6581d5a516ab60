package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Everything about a version. */
@Command(
    name = "show",
    description = "Show everything about a version.",
    footer = {"", "Example:", "  lamella show vision/frames@latest"})
public final class ShowCommand extends LamellaCommand {
  private static final int MOST = 10_000;

  @Mixin private final VersionArgument version = new VersionArgument();

  @Option(
      names = "--conflicts",
      description = "Name the paths that several parents changed, each in its own way.")
  boolean conflicts;

  @Override
  protected int run(Session session) throws IOException {
    VersionView view = new Target(session).findOrTrashed(version);
    Map<String, @Nullable Object> object = Objects.shown(view);
    String text = Description.of(view);
    if (conflicts) {
      List<String> paths = Conflicts.of(session, view, MOST);
      object.put("conflictPaths", paths);
      text = text + "%n".formatted() + String.join(System.lineSeparator(), paths);
    }
    session.output().answer(object, text);
    return 0;
  }
}
