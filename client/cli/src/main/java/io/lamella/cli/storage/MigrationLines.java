package io.lamella.cli.storage;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.MigrationView;

/** Prints migrations, a line each. */
final class MigrationLines {
  private MigrationLines() {}

  static void print(Output output, MigrationView m) {
    output.answer(
        Objects.of(
            "id", m.id(),
            "state", m.state(),
            "from", m.from(),
            "to", m.to(),
            "keep", m.keep(),
            "datasets", m.datasets(),
            "packs", m.packs(),
            "moved", m.moved(),
            "bytes", m.bytes(),
            "movedBytes", m.movedBytes(),
            "problem", m.problem(),
            "askedBy", m.askedBy(),
            "asked", m.asked(),
            "ended", m.ended()),
        m.id()
            + "  "
            + m.state()
            + "  "
            + String.join(", ", m.datasets())
            + "  from "
            + m.from()
            + " to "
            + m.to()
            + ": "
            + progress(m));
  }

  /** How far it has come, and what is in its way. */
  static String progress(MigrationView m) {
    String there =
        m.moved()
            + " of "
            + Sizes.count(m.packs(), "pack")
            + ", "
            + Sizes.bytes(m.movedBytes())
            + " of "
            + Sizes.bytes(m.bytes());
    return m.problem() == null ? there : there + "; tried again: " + m.problem();
  }
}
