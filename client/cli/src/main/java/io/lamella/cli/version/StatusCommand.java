package io.lamella.cli.version;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Sizes;
import io.lamella.cli.reference.OfflineReference;
import io.lamella.cli.reference.Target;
import io.lamella.cli.reference.VersionArgument;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.offline.OfflineDraft;
import io.lamella.sdk.transfer.PendingAdd;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** How far a version is. */
@Command(
    name = "status",
    description = "Show a version, and what its draft holds so far.",
    footer = {"", "Example:", "  lamella status"})
public final class StatusCommand extends LamellaCommand {
  @Mixin private final VersionArgument version = new VersionArgument();

  @Override
  protected int run(Session session) throws IOException {
    Optional<OfflineDraft> offline = OfflineReference.find(session, version, version.reference());
    if (offline.isPresent()) {
      return offline(session, offline.get());
    }
    VersionView view = new Target(session).findOrTrashed(version);
    Map<String, @Nullable Object> object = Objects.shown(view);
    String text = Description.of(view);
    if (view.state() == VersionState.UPLOADING) {
      DraftView draft = draft(session, view);
      long pending = draft == null ? 0 : draft.pending();
      long removed = draft == null ? 0 : draft.removed();
      long bytes = draft == null ? 0 : draft.bytes();
      PendingAdd.Total total =
          PendingAdd.total(session.home(), view.id()).orElse(new PendingAdd.Total(pending, bytes));
      object.put("pending", pending);
      object.put("added", pending);
      object.put("removed", removed);
      object.put("conflicts", draft == null ? 0 : draft.conflicts());
      object.put("sealing", view.sealing());
      object.put(
          "progress",
          Objects.of(
              "filesDone",
              pending,
              "files",
              Math.max(pending, total.files()),
              "bytesDone",
              bytes,
              "bytes",
              Math.max(bytes, total.bytes())));
      text +=
          "%n%-12s %d put, %d removed, %s".formatted("draft", pending, removed, Sizes.bytes(bytes));
      if (draft != null && draft.conflicts() > 0) {
        text +=
            "%n%-12s %d (show --conflicts names them)".formatted("conflicts", draft.conflicts());
      }
      if (total.files() > pending) {
        text += "%n%-12s %d of %d files".formatted("adding", pending, total.files());
      }
    }
    if (view.failure() != null) {
      object.put(
          "failure", Objects.of("code", view.failure().code(), "detail", view.failure().detail()));
    }
    session.output().answer(object, text);
    return 0;
  }

  private static int offline(Session session, OfflineDraft draft) throws IOException {
    OfflineDraft.Description description = draft.description();
    OfflineDraft.Size size = draft.size();
    session
        .output()
        .answer(
            Objects.of(
                "id", description.id(),
                "project", description.wish().project(),
                "name", description.wish().name(),
                "number", description.wish().number(),
                "state", "OFFLINE",
                "parents", description.wish().parents(),
                "created", description.created(),
                "closed", description.closed(),
                "pending", size.files(),
                "bytes", size.bytes()),
            "offline, in %s: %s, %s%s"
                .formatted(
                    draft.folder(),
                    Sizes.count(size.files(), "file"),
                    Sizes.bytes(size.bytes()),
                    description.closed() ? ", closed" : ""));
    return 0;
  }

  /** What upload-service says of it; null while it has not heard of it. */
  private static @Nullable DraftView draft(Session session, VersionView view) {
    try {
      return session.client().draft(view).view();
    } catch (LamellaException e) {
      if (e.code() == ErrorCode.DRAFT_NOT_FOUND) {
        return null;
      }
      throw e;
    }
  }
}
