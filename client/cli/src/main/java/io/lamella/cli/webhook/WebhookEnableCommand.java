package io.lamella.cli.webhook;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Has a webhook told of events again. */
@Command(
    name = "enable",
    description = {
      "Send events again to a webhook that was disabled because its receiver said that it is gone.",
      "What it missed: lamella webhook redeliver."
    },
    footer = {"", "Example:", "  lamella webhook enable 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"})
public final class WebhookEnableCommand extends LamellaCommand {
  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Override
  protected int run(Session session) {
    Lines.print(session.output(), session.client().webhooks().enable(webhook.id));
    return 0;
  }
}
