package io.lamella.cli.files;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.Numbers;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.sync.FolderSync;
import io.lamella.sdk.sync.Rehearsed;
import io.lamella.sdk.sync.RememberedDraft;
import io.lamella.sdk.sync.SyncRequest;
import io.lamella.sdk.sync.Synced;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Makes a version hold what a folder holds. */
@Command(
    name = "sync",
    description =
        "Make a version hold what a folder holds: create, add, remove and close in one step.",
    footer = {"", "Example:", "  lamella sync --project vision --name frames --folder ./frames"})
public final class SyncCommand extends LamellaCommand {
  @Mixin private final SyncTarget target = new SyncTarget();
  @Mixin private final ScanOptions scan = new ScanOptions();
  @Mixin private final Ignored.Transfer ignored = new Ignored.Transfer();

  @Option(names = "--skip-close", description = "Leave the version open.")
  boolean skipClose;

  @Option(names = "--dry-run", description = "Only say what would happen.")
  boolean dryRun;

  @Override
  protected int run(Session session) throws IOException {
    LamellaClient client = session.client();
    SyncTarget.Found found = target.find(session, scan, ignored);
    RememberedDraft memory = found.memory();
    ignored.note(session);
    Numbers.note(session, target.number);
    if (dryRun) {
      return rehearse(session, found.request());
    }
    Synced synced;
    try (ProgressLine progress = session.output().progress()) {
      synced =
          new FolderSync(client.versions(), client::files, client::log, ignored.readers(), progress)
              .sync(found.request(), memory);
    }
    synced.transferred().notes().forEach(session.output()::note);
    if (!synced.transferred().failed().isEmpty()) {
      throw new IncompleteException(
          "the folder was not taken as it is; sync again", synced.transferred().failed());
    }
    VersionView version = end(session, synced);
    if (memory != null) {
      memory.forget();
    }
    Map<String, @Nullable Object> object = AddCommand.object(synced.transferred());
    object.put("created", synced.changed());
    session
        .output()
        .report(
            Objects.with(object, "id", version.id()),
            synced.changed()
                ? Names.of(version) + ": " + AddCommand.text(synced.transferred())
                : Names.of(version) + " is what the folder holds; nothing to do");
    return 0;
  }

  private int rehearse(Session session, SyncRequest request) throws IOException {
    if (request.draft() == null && request.wish().parents().size() > 1) {
      throw new UsageException("--dry-run can tell nothing of several --parents");
    }
    LamellaClient client = session.client();
    Rehearsed would;
    try (ProgressLine progress = session.output().progress()) {
      would =
          new FolderSync(client.versions(), client::files, client::log, ignored.readers(), progress)
              .rehearse(request);
    }
    would.notes().forEach(session.output()::note);
    VersionView held = request.draft() != null ? request.draft() : request.base();
    session
        .output()
        .report(
            Objects.of(
                "id", held == null ? null : held.id(),
                "added", would.added(),
                "modified", would.modified(),
                "removed", would.removed(),
                "unchanged", would.unchanged(),
                "bytes", would.bytes(),
                "bytesRead", would.bytesRead(),
                "bytesSent", 0,
                "created", would.changesSomething()),
            "would add %d, modify %d, remove %d; unchanged %d; %s"
                .formatted(
                    would.added(),
                    would.modified(),
                    would.removed(),
                    would.unchanged(),
                    Sizes.bytes(would.bytes())));
    return 0;
  }

  private VersionView end(Session session, Synced synced) throws IOException {
    VersionView version = synced.version();
    CurrentVersion current = new CurrentVersion(session);
    if (!synced.changed()) {
      return version;
    }
    if (skipClose) {
      current.set(version.id());
      return version;
    }
    VersionView sealed = session.client().await(session.client().finalizeVersion(version.id()));
    current.end(sealed.id());
    return sealed;
  }
}
