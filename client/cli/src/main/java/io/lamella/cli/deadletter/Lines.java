package io.lamella.cli.deadletter;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.contracts.rest.DeadLetterView;

/** Prints dead letters, a line each. */
final class Lines {
  private Lines() {}

  static void print(Output output, DeadLetterView letter) {
    String type = letter.type() == null ? "no event" : letter.type();
    String text = letter.id() + "  " + letter.at() + "  " + type + "  " + letter.reason();
    output.answer(
        Objects.of(
            "id", letter.id(),
            "topic", letter.topic(),
            "key", letter.key(),
            "type", letter.type(),
            "at", letter.at(),
            "reason", letter.reason(),
            "bytes", letter.bytes(),
            "value", letter.value()),
        letter.value() == null ? text : text + "\n" + letter.value());
  }
}
