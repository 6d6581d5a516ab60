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
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** A version and what it was built on. */
@Command(
    name = "log",
    description = {
      "Show a version and what it was built on, nearest first; or the history of a path.",
      "With --console its text log: what happened to it, what was done to the draft, and what"
          + " anybody wrote into it."
    },
    footer = {
      "",
      "Example:",
      "  lamella log vision/frames",
      "  lamella log vision/frames -- labels/train.csv",
      "  lamella log -- labels/train.csv",
      "  lamella log --console vision/frames --follow",
      "  ./label.sh 2>&1 | lamella log --console vision/frames@1.0.2 --write -"
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

  @Option(names = "--console", description = "The version's text log.")
  boolean console;

  @Option(
      names = {"-f", "--follow"},
      description = "With --console: go on with what comes, until it is interrupted.")
  boolean follow;

  @Option(
      names = "--write",
      paramLabel = "TEXT",
      description = "With --console: write into it; - writes what comes on stdin.")
  @Nullable String write;

  @Override
  protected int run(Session session) throws IOException {
    if (console) {
      return console(session);
    }
    if (follow || write != null) {
      throw new UsageException("--follow and --write are for --console");
    }
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

  private int console(Session session) throws IOException {
    if (arguments.size() > 1 || (arguments.size() == 1 && version.isGiven())) {
      throw new UsageException("one version, please");
    }
    String reference = arguments.isEmpty() ? version.reference() : arguments.get(0);
    VersionView view = new Target(session).find(version, reference);
    ConsoleLines lines = new ConsoleLines(session.client().log(view), session.output());
    if (write != null) {
      lines.write(write);
      if (!follow) {
        return 0;
      }
    }
    lines.print(follow);
    return 0;
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
