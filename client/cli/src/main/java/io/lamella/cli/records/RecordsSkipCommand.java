package io.lamella.cli.records;

import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import java.io.IOException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Goes on behind what is gone. */
@Command(
    name = "skip",
    description = {
      "Go on with the earliest records that are there, where some are gone before they were",
      "in a version. A failed or cancelled version is given up; its records are in the next."
    },
    footer = {"", "Example:", "  lamella records skip vision/frames"})
public final class RecordsSkipCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    RecordsLines.print(
        session.output(),
        session.client().datasets().skipRecords(new Target(session).dataset(version).id()));
    return 0;
  }
}
