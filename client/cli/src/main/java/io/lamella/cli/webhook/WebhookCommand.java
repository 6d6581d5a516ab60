package io.lamella.cli.webhook;

import io.lamella.cli.session.CommandGroup;
import picocli.CommandLine.Command;

/** Who is told of what happens to versions. */
@Command(
    name = "webhook",
    description = "Have others told of what happens to versions, over HTTP and signed.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      WebhookCreateCommand.class,
      WebhookListCommand.class,
      WebhookShowCommand.class,
      WebhookDeleteCommand.class,
      WebhookEnableCommand.class,
      WebhookTestCommand.class,
      WebhookDeliveriesCommand.class,
      WebhookRedeliverCommand.class
    },
    footer = {
      "",
      "Example:",
      "  lamella webhook create https://ci.example.org/lamella --type published"
    })
public final class WebhookCommand extends CommandGroup {}
