package io.lamella.cli.webhook;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows a webhook. */
@Command(
    name = "show",
    description = "Show a webhook; its secret is not shown.",
    footer = {"", "Example:", "  lamella webhook show 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"})
public final class WebhookShowCommand extends LamellaCommand {
  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Override
  protected int run(Session session) {
    Lines.print(session.output(), session.client().webhooks().get(webhook.id));
    return 0;
  }
}
