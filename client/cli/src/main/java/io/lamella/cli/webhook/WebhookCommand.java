package io.lamella.cli.webhook;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

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
      WebhookTestCommand.class,
      WebhookDeliveriesCommand.class,
      WebhookRedeliverCommand.class
    },
    footer = {
      "",
      "Example:",
      "  lamella webhook create https://ci.example.org/lamella --type published"
    })
public final class WebhookCommand implements Runnable {
  @CommandLine.Spec
  @SuppressWarnings("NullAway.Init")
  private CommandLine.Model.CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "a command is missing");
  }
}
