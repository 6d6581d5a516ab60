package io.lamella.cli.cache;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.localcopy.LocalCopies;
import java.io.IOException;
import picocli.CommandLine.Command;

/** Lists local copies. */
@Command(
    name = "ls",
    description = "List the local copies of this machine.",
    footer = {"", "Example:", "  lamella cache ls --json"})
public final class CacheListCommand extends LamellaCommand {
  @Override
  protected int run(Session session) throws IOException {
    try (LocalCopies copies = session.copies()) {
      copies.list().forEach(copy -> CachedCopy.print(session.output(), copy));
    }
    return 0;
  }
}
