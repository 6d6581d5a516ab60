package io.lamella.cli.session;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;

/** A command that talks to a server or works on this machine's files. */
public abstract class LamellaCommand implements Callable<Integer> {
  @Mixin private final Common common = new Common();

  public final Common common() {
    return common;
  }

  @Override
  public final Integer call() throws IOException {
    Session session = Session.of(common);
    try {
      return run(session);
    } finally {
      session.output().flush();
    }
  }

  /** Does it, and says how it ended: an exit code. */
  protected abstract int run(Session session) throws IOException;
}
