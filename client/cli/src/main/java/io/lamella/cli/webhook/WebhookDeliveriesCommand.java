package io.lamella.cli.webhook;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists what a webhook was told of. */
@Command(
    name = "deliveries",
    description = "List what a webhook was told of and how that went, the newest first.",
    footer = {"", "Example:", "  lamella webhook deliveries 7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11"})
public final class WebhookDeliveriesCommand extends LamellaCommand {
  enum Status {
    PENDING,
    DELIVERED,
    FAILED
  }

  @Mixin private final WebhookArgument webhook = new WebhookArgument();

  @Option(names = "--status", description = "Only pending, delivered or failed ones.")
  @Nullable Status status;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      description = "At most so many.")
  long number = Long.MAX_VALUE;

  @Override
  protected int run(Session session) {
    session
        .client()
        .webhooks()
        .deliveries(webhook.id, status == null ? null : status.name().toLowerCase(Locale.ROOT))
        .limit(number)
        .forEach(delivery -> Lines.print(session.output(), delivery));
    return 0;
  }
}
