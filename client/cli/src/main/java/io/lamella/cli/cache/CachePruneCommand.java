package io.lamella.cli.cache;

import io.lamella.cli.output.ByteCount;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.content.localcopy.LocalCopies;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Removes local copies. */
@Command(
    name = "prune",
    description = "Remove local copies, least recently used first; never one in use or pinned.",
    footer = {"", "Example:", "  lamella cache prune --keep 10G"})
public final class CachePruneCommand extends LamellaCommand {
  @Option(names = "--keep", paramLabel = "BYTES", description = "Leave so much (default: nothing).")
  String keep = "0";

  @Option(names = "--all", description = "Also what was given out within a day.")
  boolean all;

  @Override
  protected int run(Session session) throws IOException {
    try (LocalCopies copies = session.copies()) {
      copies
          .prune(ByteCount.parse(keep), all)
          .forEach(copy -> CachedCopy.print(session.output(), copy));
    }
    return 0;
  }
}
