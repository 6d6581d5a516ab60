package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import java.io.IOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * The version that commands without a reference are about: {@code .lamella/version} in this folder
 * or the nearest one above, or a file under the home where the folder cannot be written.
 */
public final class CurrentVersion {
  private static final String FOLDER = ".lamella";
  private static final String FILE = "version";
  private static final String HOME_FOLDER = "folders";

  /** Where the current version of a folder is noted. */
  private record Note(Path folder, Path file) {}

  private final Session session;

  public CurrentVersion(Session session) {
    this.session = session;
  }

  /** The current version's id or reference. */
  public Optional<String> find() throws IOException {
    String named = session.variable("LAMELLA_VERSION");
    if (named != null) {
      return Optional.of(named);
    }
    Optional<Note> note = note();
    return note.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(note.get().file()).strip()).filter(text -> !text.isEmpty());
  }

  /** Makes a version this folder's current one, if it is not already. */
  public void set(UUID version) throws IOException {
    set(version.toString());
  }

  /** As above, by its reference. */
  public void set(String reference) throws IOException {
    if (find().filter(reference::equals).isPresent()) {
      return;
    }
    String text = reference + "\n";
    Path folder = session.folder();
    try {
      Path own = Files.createDirectories(folder.resolve(FOLDER));
      Files.writeString(own.resolve(FILE), text);
      Files.deleteIfExists(atHome(folder));
    } catch (IOException e) {
      noteAtHome(folder, text);
    }
  }

  /** The version is not worked on any more: where it is the current one, there is none then. */
  public void end(UUID version) throws IOException {
    end(version.toString());
  }

  /** As above, by its reference. */
  public void end(String reference) throws IOException {
    for (Optional<Note> note = note(); names(note, reference); note = note()) {
      remove(note.orElseThrow());
    }
  }

  private static boolean names(Optional<Note> note, String reference) throws IOException {
    return note.isPresent() && Files.readString(note.get().file()).strip().equals(reference);
  }

  private void remove(Note note) throws IOException {
    Path own = note.folder().resolve(FOLDER);
    try {
      Files.delete(note.file());
      if (note.file().startsWith(own)) {
        Files.delete(own);
      }
    } catch (DirectoryNotEmptyException e) {
      return;
    } catch (FileSystemException e) {
      noteAtHome(note.folder(), "");
    }
  }

  private void noteAtHome(Path folder, String text) throws IOException {
    Path note = session.home().file(HOME_FOLDER, folder.toString());
    Files.writeString(note, text);
  }

  /** What is kept at home is newer: it is there because the folder could not be written. */
  private Optional<Note> note() {
    for (Path folder = session.folder(); folder != null; folder = folder.getParent()) {
      for (Path file : List.of(atHome(folder), folder.resolve(FOLDER).resolve(FILE))) {
        if (Files.isRegularFile(file)) {
          return Optional.of(new Note(folder, file));
        }
      }
    }
    return Optional.empty();
  }

  private Path atHome(Path folder) {
    return session.home().place(HOME_FOLDER, folder.toString());
  }
}
