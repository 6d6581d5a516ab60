package io.lamella.cli.deadletter;

import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Shows dead letters. */
@Command(
    name = "show",
    description = "Show a record, with its value.",
    footer = {"", "Example:", "  lamella dlq show lamella.uploads:0:17"})
public final class DlqShowCommand extends LamellaCommand {
  @Mixin private final LetterArguments letters = new LetterArguments();

  @Override
  protected int run(Session session) {
    for (String id : letters.ids) {
      Lines.print(session.output(), session.client().deadLetters().get(id));
    }
    return 0;
  }
}
