package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.offline.OfflineDraft;
import io.lamella.sdk.offline.OfflineImport;
import io.lamella.sdk.transfer.DraftFiles;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Puts a version that was made offline on a server. */
@Command(
    name = "import-offline",
    description = "Put a version that was made offline on a server, and finalize it.",
    footer = {
      "",
      "Example:",
      "  lamella create --offline ./trip --project vision --name frames",
      "  lamella add --files ./frames && lamella close",
      "  lamella import-offline ./trip"
    })
public final class ImportOfflineCommand extends LamellaCommand {
  @Parameters(paramLabel = "DIR", description = "Its folder, closed.")
  Path folder = Path.of("");

  @Option(names = "--skip-close", description = "Leave the version open.")
  boolean skipClose;

  @Override
  protected int run(Session session) throws IOException {
    LamellaClient client = session.client();
    OfflineDraft offline = OfflineDraft.open(session.folder().resolve(folder).normalize());
    OfflineImport.Imported imported;
    try (ProgressLine progress = session.output().progress()) {
      imported = client.imports().run(offline, DraftFiles.READERS, progress);
    }
    imported.absent().forEach(path -> session.output().note(path + ": no parent has it"));
    if (imported.transferred() != null) {
      imported.transferred().notes().forEach(session.output()::note);
    }
    VersionView version = imported.version();
    if (skipClose && version.state() == VersionState.UPLOADING) {
      new CurrentVersion(session).set(version.id());
      session
          .output()
          .report(
              Objects.state(version),
              "%s is open; sent %s"
                  .formatted(
                      Names.of(version),
                      Sizes.bytes(
                          imported.transferred() == null
                              ? 0
                              : imported.transferred().bytesSent())));
      return 0;
    }
    VersionView sealed =
        version.state() == VersionState.UPLOADING
            ? CloseCommand.await(session, client.finalizeVersion(version.id()))
            : version;
    CloseCommand.report(session, sealed);
    return 0;
  }
}
