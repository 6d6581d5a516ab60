package io.lamella.cli.version;

import io.lamella.cli.files.Unfinished;
import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.Names;
import io.lamella.cli.reference.OfflineReference;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.Ignored;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.offline.OfflineDraft;
import java.io.IOException;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Seals a version. */
@Command(
    name = "close",
    description = "Finalize a version: from then on it never changes. Waits until it is so.",
    footer = {"", "Example:", "  lamella close"})
public final class CloseCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();
  @Mixin private final Ignored.Transfer ignored = new Ignored.Transfer();

  @Option(names = "--no-wait", description = "Print the operation and do not wait for its end.")
  boolean noWait;

  @Option(names = "--disable-upload", description = "Do not go on with an add that was cut off.")
  boolean disableUpload;

  @Override
  protected int run(Session session) throws IOException {
    Optional<OfflineDraft> offline = OfflineReference.find(session, version, version.reference());
    if (offline.isPresent()) {
      return offline(session, offline.get());
    }
    Target target = new Target(session);
    VersionView view = target.find(version);
    ignored.check(session, view);
    if (view.state() == VersionState.UPLOADING && !view.sealing() && !disableUpload) {
      Unfinished.goOn(session, view, ignored.readers());
    }
    OperationView operation = session.client().finalizeVersion(view.id());
    if (noWait) {
      target.current().end(view.id());
      VersionView now = session.client().versions().get(view.id());
      session.output().answer(Objects.sealing(now, operation), operation.id());
      return 0;
    }
    VersionView sealed = await(session, operation);
    target.current().end(sealed.id());
    report(session, sealed);
    return 0;
  }

  static void report(Session session, VersionView sealed) {
    session
        .output()
        .report(
            Objects.state(sealed),
            "%s is %s: %s, %s, digest %s"
                .formatted(
                    Names.of(sealed),
                    sealed.state(),
                    Sizes.count(sealed.files(), "file"),
                    Sizes.bytes(sealed.bytes()),
                    sealed.digest()));
  }

  private static int offline(Session session, OfflineDraft draft) throws IOException {
    draft.close();
    new CurrentVersion(session).end(OfflineReference.of(draft));
    OfflineDraft.Size size = draft.size();
    session
        .output()
        .report(
            Objects.of(
                "id", draft.description().id(),
                "number", draft.description().wish().number(),
                "state", "OFFLINE",
                "digest", null,
                "files", size.files(),
                "bytes", size.bytes()),
            "closed: lamella import-offline " + draft.folder() + " puts it on a server");
    return 0;
  }

  static VersionView await(Session session, OperationView operation) {
    try {
      return session.client().await(operation);
    } catch (LamellaException e) {
      Failure failure =
          e.code() == ErrorCode.SEAL_FAILED
              ? session.client().versions().get(operation.version()).failure()
              : null;
      if (failure == null || !failure.code().equals(ErrorCode.MISSING_CONTENT.code())) {
        throw e;
      }
      throw new LamellaException(
          e.code(),
          e.getMessage()
              + "; resume it, add the same files again (only what is gone is sent), and close it",
          e);
    }
  }
}
