package io.lamella.cli.webhook;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.sdk.server.Pause;
import java.io.IOException;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Tries a webhook. */
@Command(
    name = "test",
    description =
        "Send an event that says nothing, and say whether it arrived: exit code 1 if not.",
    footer = {"", "Example:", "  lamella webhook test 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"})
public final class WebhookTestCommand extends LamellaCommand {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration LOOK = Duration.ofMillis(100);

  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Override
  protected int run(Session session) throws IOException {
    DeliveryView delivery = session.client().webhooks().test(webhook.id);
    long begun = System.nanoTime();
    while (delivery.ended() == null
        && delivery.error() == null
        && System.nanoTime() - begun < PATIENCE.toNanos()) {
      Pause.of(LOOK);
      delivery = session.client().webhooks().delivery(webhook.id, delivery.id());
    }
    Lines.print(session.output(), delivery);
    return delivery.status().equals("delivered") ? 0 : 1;
  }
}
