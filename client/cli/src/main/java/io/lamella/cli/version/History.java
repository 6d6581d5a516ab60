package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.reference.Names;
import io.lamella.contracts.rest.VersionView;

/** A version as a line of its history. */
final class History {
  private History() {}

  static void print(Output output, VersionView view) {
    output.answer(
        Objects.logged(view),
        "%s  %-9s  %s  %s  +%d ~%d -%d  %s"
            .formatted(
                Names.of(view),
                view.state(),
                view.created(),
                view.createdBy(),
                view.added(),
                view.modified(),
                view.removed(),
                view.message()));
  }
}
