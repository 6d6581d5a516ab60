package io.lamella.sdk.sync;

import io.lamella.contracts.rest.CreateVersion;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.log.Outcome;
import io.lamella.sdk.log.VersionLog;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.Survey;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.transfer.Transferred;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes a version hold what a folder holds. No difference makes no version. */
public final class FolderSync {
  private final Versions versions;
  private final Function<VersionView, DraftFiles> files;
  private final Function<VersionView, VersionLog> logs;
  private final int readers;
  private final TransferProgress progress;

  /**
   * @param files opens what a version holds
   * @param logs opens what was said of it, where a line is left of how the sync ended
   * @param readers threads that read and hash
   */
  public FolderSync(
      Versions versions,
      Function<VersionView, DraftFiles> files,
      Function<VersionView, VersionLog> logs,
      int readers,
      TransferProgress progress) {
    this.versions = versions;
    this.files = files;
    this.logs = logs;
    this.readers = readers;
    this.progress = progress;
  }

  /**
   * @param memory where a draft that is made is remembered until the caller forgets it; null:
   *     nowhere
   */
  public Synced sync(SyncRequest request, @Nullable RememberedDraft memory) throws IOException {
    Utf8Names.require();
    VersionView draft = request.draft();
    VersionView base = request.base();
    long read = 0;
    @Nullable Survey survey = null;
    if (draft == null && base != null) {
      progress.begin(base.files(), base.bytes());
      DraftFiles.Look look =
          files.apply(base).look(request.folder(), request.terms(), request.checksum(), progress);
      survey = look.survey();
      if (survey == null) {
        return new Synced(base, look.seen(), false);
      }
      read = look.seen().bytesRead();
    }
    if (survey == null) {
      survey = Survey.of(List.of(request.folder()), request.terms());
    }
    if (draft == null) {
      draft = versions.create(withParents(request.wish(), base));
      if (memory != null) {
        memory.remember(draft.id());
      }
    }
    VersionView target = draft;
    Survey found = survey;
    Transferred done =
        logs.apply(target)
            .recording(
                "sync",
                () ->
                    files
                        .apply(target)
                        .sync(request.folder(), found, request.checksum(), readers, progress),
                Outcome::of);
    return new Synced(draft, done.afterReading(read), true);
  }

  /**
   * Counts what {@link #sync} would do, and changes nothing.
   *
   * @throws IllegalArgumentException when a new version would have several parents: what they come
   *     to together is known once it is there
   */
  public Rehearsed rehearse(SyncRequest request) throws IOException {
    Utf8Names.require();
    VersionView held = request.draft() != null ? request.draft() : request.base();
    if (request.draft() == null && request.wish().parents().size() > 1) {
      throw new IllegalArgumentException("a version of several parents cannot be rehearsed");
    }
    Survey survey = Survey.of(List.of(request.folder()), request.terms());
    return held == null
        ? new Rehearsed(survey.files(), 0, 0, 0, survey.bytes(), 0, survey.notes())
        : Rehearsed.of(files.apply(held).rehearse(request.folder(), survey, request.checksum()));
  }

  private static CreateVersion withParents(CreateVersion wish, @Nullable VersionView base) {
    if (!wish.parents().isEmpty() || base == null) {
      return wish;
    }
    List<String> parents = List.of(base.id().toString());
    return new CreateVersion(
        null,
        wish.project(),
        wish.name(),
        wish.number(),
        parents,
        List.of(),
        wish.merge(),
        wish.onConflict(),
        wish.tags(),
        wish.description(),
        wish.message(),
        wish.profile(),
        wish.storage(),
        wish.metadata(),
        wish.producedBy());
  }
}
