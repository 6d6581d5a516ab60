package io.lamella.cli.webhook;

import io.lamella.cli.output.Objects;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Deletes a webhook. */
@Command(
    name = "delete",
    description = "Delete a webhook with the log of its deliveries.",
    footer = {"", "Example:", "  lamella webhook delete 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"})
public final class WebhookDeleteCommand extends LamellaCommand {
  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Override
  protected int run(Session session) {
    session.client().webhooks().delete(webhook.id);
    session.output().report(Objects.of("deleted", webhook.id), "deleted " + webhook.id);
    return 0;
  }
}
