package io.lamella.cli.session;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;

/** A command that talks to a server or works on this machine's files. */
public abstract class LamellaCommand implements Callable<Integer> {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Mixin private final Common common = new Common();
  private @Nullable Session session;

  @Override
  public final Integer call() throws IOException {
    Session begun = Session.of(common, "lamella " + String.join(" ", written()));
    session = begun;
    if (common.verbose) {
      begun.output().note("--verbose has no meaning here: all there is to say is said");
    }
    try {
      int exit = run(begun);
      begun.output().end();
      return exit;
    } finally {
      begun.output().flush();
    }
  }

  /** The arguments of the whole command line, as they were written. */
  protected final List<String> written() {
    return spec.root().commandLine().getParseResult().originalArgs();
  }

  /** Remarks that an error must carry, because they were not said. */
  public final List<String> notes() {
    return session == null ? List.of() : session.output().takeNotes();
  }

  /** Does it, and says how it ended: an exit code. */
  protected abstract int run(Session session) throws IOException;
}
