package io.lamella.cli.deadletter;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Lists dead letters. */
@Command(
    name = "ls",
    description = "List the records that the services could not take, the newest first.",
    footer = {"", "Example:", "  lamella dlq ls --topic lamella.ingest-items"})
public final class DlqListCommand extends LamellaCommand {
  @Option(names = "--topic", description = "Only those that were sent to this topic.")
  @Nullable String topic;

  @Override
  protected int run(Session session) {
    session
        .client()
        .deadLetters()
        .list(topic)
        .forEach(letter -> Lines.print(session.output(), letter));
    return 0;
  }
}
