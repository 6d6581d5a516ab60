package io.lamella.cli.webhook;

import java.util.UUID;
import picocli.CommandLine.Parameters;

/** The webhook that is meant. */
final class WebhookArgument {
  @Parameters(index = "0", paramLabel = "WEBHOOK", description = "Id of the webhook.")
  @SuppressWarnings("NullAway.Init")
  UUID id;
}
