package io.lamella.cli.deadletter;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Sends dead letters again. */
@Command(
    name = "replay",
    description = "Send records again to the topics that they were meant for.",
    footer = {"", "Example:", "  lamella dlq replay lamella.uploads:0:17"})
public final class DlqReplayCommand extends LamellaCommand {
  @Mixin private final LetterArguments letters = new LetterArguments();

  @Override
  protected int run(Session session) {
    for (String id : letters.ids) {
      Lines.print(session.output(), session.client().deadLetters().replay(id));
    }
    return 0;
  }
}
