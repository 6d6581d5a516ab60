package io.lamella.cli.cache;

import io.lamella.cli.output.ByteCount;
import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Bounds the local copies. */
@Command(
    name = "set-size",
    description = "Bound the local copies of this machine.",
    footer = {"", "Example:", "  lamella cache set-size 200G"})
public final class CacheSizeCommand extends LamellaCommand {
  @Parameters(paramLabel = "BYTES", description = "The bound; K, M, G and T are powers of 1024.")
  String size = "";

  @Override
  protected int run(Session session) throws IOException {
    long bytes = ByteCount.parse(size);
    session.save(session.config().withCacheBytes(bytes));
    session
        .output()
        .report(Objects.of("bytes", bytes), "local copies may take " + Sizes.bytes(bytes));
    return 0;
  }
}
