package io.lamella.sdk.offline;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.folder.Symlinks;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.TransferProgress;
import io.lamella.sdk.transfer.Transferred;
import io.lamella.sdk.version.Versions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Puts versions that were made offline on a server. An import that was cut off is gone on with by
 * the same call, on the same machine; one that is done stays done: which version it became is
 * noted.
 */
public final class OfflineImport {
  private final Versions versions;
  private final Function<VersionView, Removal> removals;
  private final Function<VersionView, DraftFiles> files;
  private final LamellaHome home;
  private final String server;

  /**
   * @param removals takes paths out of a draft
   * @param files puts files into a draft
   * @param server what the server is known by
   */
  public OfflineImport(
      Versions versions,
      Function<VersionView, Removal> removals,
      Function<VersionView, DraftFiles> files,
      LamellaHome home,
      String server) {
    this.versions = versions;
    this.removals = removals;
    this.files = files;
    this.home = home;
    this.server = server;
  }

  /**
   * What it became.
   *
   * @param version the draft that holds all of it, or what was made of that before
   * @param transferred what was sent by this call; null: nothing had to be
   * @param absent what was to be taken out of the parents, and is not there
   */
  public record Imported(
      VersionView version, @Nullable Transferred transferred, List<String> absent) {
    public Imported {
      absent = List.copyOf(absent);
    }
  }

  /**
   * Makes a draft of it, unless that was done before.
   *
   * @throws LamellaException {@code wrong-state} when it is not closed yet
   * @throws IncompleteException naming files that could not be taken as they are
   */
  public Imported run(OfflineDraft offline, int readers, TransferProgress progress)
      throws IOException {
    if (!offline.description().closed()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          "the offline version in " + offline.folder() + " is open; close it first");
    }
    Path note = home.file("imports", server, offline.description().id().toString());
    VersionView version = begun(note).orElse(null);
    if (version == null) {
      version = versions.create(offline.description().wish());
      Files.writeString(note, version.id() + "\n");
    }
    if (version.state() != VersionState.UPLOADING || version.sealing()) {
      return new Imported(version, null, List.of());
    }
    List<String> absent = remove(offline, version);
    AddRequest request =
        new AddRequest(
            List.of(offline.files().toString()),
            null,
            null,
            List.of(),
            List.of(),
            true,
            Symlinks.KEEP,
            false,
            false,
            false);
    Transferred done = files.apply(version).add(request, readers, false, progress);
    if (!done.failed().isEmpty()) {
      throw new IncompleteException("not all was imported", done.failed());
    }
    return new Imported(version, done, absent);
  }

  private Optional<VersionView> begun(Path note) throws IOException {
    if (!Files.exists(note)) {
      return Optional.empty();
    }
    try {
      VersionView version = versions.get(UUID.fromString(Files.readString(note).strip()));
      return version.trash() == null ? Optional.of(version) : Optional.empty();
    } catch (LamellaException e) {
      if (e.code() != ErrorCode.VERSION_NOT_FOUND) {
        throw e;
      }
      return Optional.empty();
    }
  }

  /** One by one, so that one that is not there holds up no other. */
  private List<String> remove(OfflineDraft offline, VersionView version) throws IOException {
    Removal removal = removals.apply(version);
    List<String> absent = new ArrayList<>();
    for (Removal.Request request : offline.description().removed()) {
      List<Removal.Request> single = new ArrayList<>();
      for (String path : request.paths()) {
        single.add(new Removal.Request(List.of(path), List.of(), request.recursive()));
      }
      for (String glob : request.wildcards()) {
        single.add(new Removal.Request(List.of(), List.of(glob), request.recursive()));
      }
      for (Removal.Request one : single) {
        try {
          removal.remove(one, false);
        } catch (LamellaException e) {
          if (e.code() != ErrorCode.PATH_NOT_FOUND) {
            throw e;
          }
          absent.addAll(one.paths());
          absent.addAll(one.wildcards());
        }
      }
    }
    return absent;
  }
}
