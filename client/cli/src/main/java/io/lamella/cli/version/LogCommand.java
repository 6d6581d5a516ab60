package io.lamella.cli.version;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A version and what it was built on. */
@Command(
    name = "log",
    description =
        "Show a version and what it was built on, nearest first; or the history of a path.",
    footer = {
      "",
      "Example:",
      "  lamella log vision/frames",
      "  lamella log vision/frames -- labels/train.csv",
      "  lamella log -- labels/train.csv"
    })
public final class LogCommand extends LamellaCommand {
  private static final int ALL = 10_000;

  @Mixin private final VersionOptions version = new VersionOptions();

  @Parameters(
      arity = "0..2",
      paramLabel = "REF [-- PATH]",
      description = "The version; a path whose history is wanted.")
  List<String> arguments = new ArrayList<>();

  @Option(
      names = {"-n", "--depth"},
      description = "At most so many generations.")
  int depth = ALL;

  @Override
  protected int run(Session session) throws IOException {
    int behind = behindDashes();
    boolean named = version.isGiven();
    int paths = behind > 0 ? behind : named ? arguments.size() : Math.max(0, arguments.size() - 1);
    int references = arguments.size() - paths;
    if (paths > 1 || references > 1 || (references == 1 && named)) {
      throw new UsageException("one version and one path, please");
    }
    String reference = references == 0 ? version.reference() : arguments.get(0);
    VersionView view = new Target(session).find(version, reference);
    List<VersionView> line = new ArrayList<>(List.of(view));
    line.addAll(session.client().versions().lineage(view.id(), "up", depth));
    if (paths == 0) {
      line.forEach(one -> History.print(session.output(), one));
      return 0;
    }
    return path(session, line, EntryPath.of(arguments.get(references)));
  }

  /** How many arguments stand behind a {@code --}. */
  private int behindDashes() {
    List<String> written = written();
    int dashes = written.indexOf("--");
    return dashes < 0 ? 0 : written.size() - dashes - 1;
  }

  private static int path(Session session, List<VersionView> line, EntryPath path)
      throws IOException {
    boolean found = false;
    for (VersionView one : line) {
      if (one.state().isSealed() && PathHistory.changed(session, one, path)) {
        History.print(session.output(), one);
        found = true;
      }
    }
    if (!found) {
      throw new LamellaException(ErrorCode.PATH_NOT_FOUND, "no version here holds or held " + path);
    }
    return 0;
  }
}
