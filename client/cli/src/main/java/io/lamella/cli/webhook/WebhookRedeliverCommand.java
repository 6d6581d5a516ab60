package io.lamella.cli.webhook;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.sdk.webhook.Webhooks;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Sends deliveries again. */
@Command(
    name = "redeliver",
    description = "Send deliveries again, at once and under the same ids.",
    footer = {
      "",
      "Example:",
      "  lamella webhook redeliver 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11 --failed"
    })
public final class WebhookRedeliverCommand extends LamellaCommand {
  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Parameters(
      index = "1..*",
      arity = "0..*",
      paramLabel = "DELIVERY",
      description = "Ids of deliveries.")
  List<UUID> deliveries = new ArrayList<>();

  @Option(names = "--failed", description = "All that have failed.")
  boolean failed;

  @Override
  protected int run(Session session) {
    if (failed != deliveries.isEmpty()) {
      throw new UsageException("say which deliveries, or --failed");
    }
    Webhooks webhooks = session.client().webhooks();
    List<UUID> all =
        failed
            ? webhooks.deliveries(webhook.id, "failed").map(DeliveryView::id).toList()
            : deliveries;
    for (UUID delivery : all) {
      Lines.print(session.output(), webhooks.redeliver(webhook.id, delivery));
    }
    return 0;
  }
}
