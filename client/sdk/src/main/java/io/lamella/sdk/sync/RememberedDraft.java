package io.lamella.sdk.sync;

import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/** The draft that a sync of a folder has begun and not ended, so that it can be gone on with. */
public final class RememberedDraft {
  private final Path note;

  /**
   * @param dataset {@code project/name}
   * @param folder what is synced
   */
  public RememberedDraft(LamellaHome home, String server, String dataset, Path folder)
      throws IOException {
    this.note = home.file("syncs", server, dataset, folder.toRealPath().toString());
  }

  public Optional<UUID> find() throws IOException {
    try {
      return Files.exists(note)
          ? Optional.of(UUID.fromString(Files.readString(note).strip()))
          : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public void remember(UUID draft) throws IOException {
    Files.writeString(note, draft + "\n");
  }

  public void forget() throws IOException {
    Files.deleteIfExists(note);
  }
}
