package io.lamella.cli.webhook;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;

/** Lists webhooks. */
@Command(
    name = "ls",
    description = "List the webhooks, the newest first.",
    footer = {"", "Example:", "  lamella webhook ls"})
public final class WebhookListCommand extends LamellaCommand {
  @Override
  protected int run(Session session) {
    session.client().webhooks().list().forEach(hook -> Lines.print(session.output(), hook));
    return 0;
  }
}
