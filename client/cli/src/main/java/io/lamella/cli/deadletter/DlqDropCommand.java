package io.lamella.cli.deadletter;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Drops dead letters. */
@Command(
    name = "drop",
    description = "Put records out of sight for good.",
    footer = {"", "Example:", "  lamella dlq drop lamella.uploads:0:17"})
public final class DlqDropCommand extends LamellaCommand {
  @Mixin private final LetterArguments letters = new LetterArguments();

  @Override
  protected int run(Session session) {
    for (String id : letters.ids) {
      Lines.print(session.output(), session.client().deadLetters().drop(id));
    }
    return 0;
  }
}
