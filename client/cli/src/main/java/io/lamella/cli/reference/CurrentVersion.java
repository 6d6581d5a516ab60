package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;

/**
 * The version that commands without a reference are about: {@code .lamella/version} in this folder
 * or the nearest one above, or a file under the home where the folder cannot be written.
 */
public final class CurrentVersion {
  private static final String FOLDER = ".lamella";
  private static final String FILE = "version";
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
    Optional<Path> file = file();
    return file.isEmpty()
        ? Optional.empty()
        : Optional.of(Files.readString(file.get()).strip()).filter(text -> !text.isEmpty());
  }

  /** Makes a version this folder's current one. */
  public void set(UUID version) throws IOException {
    byte[] text = (version + "\n").getBytes(StandardCharsets.UTF_8);
    Path folder = session.folder();
    if (Files.isWritable(folder)) {
      Path own = Files.createDirectories(folder.resolve(FOLDER));
      Files.write(own.resolve(FILE), text);
    } else {
      Files.write(atHome(folder), text);
    }
  }

  /** The version is not worked on any more: if it is the current one, there is none then. */
  public void end(UUID version) throws IOException {
    Optional<Path> file = file();
    if (file.isEmpty() || !Files.readString(file.get()).strip().equals(version.toString())) {
      return;
    }
    Path own = file.get();
    Files.delete(own);
    Path folder = own.getParent();
    if (folder != null && folder.endsWith(FOLDER)) {
      try {
        Files.delete(folder);
      } catch (DirectoryNotEmptyException e) {
        return;
      }
    }
  }

  private Optional<Path> file() throws IOException {
    for (Path folder = session.folder(); folder != null; folder = folder.getParent()) {
      Path file = folder.resolve(FOLDER).resolve(FILE);
      if (Files.isRegularFile(file)) {
        return Optional.of(file);
      }
      if (!Files.isWritable(folder) && Files.isRegularFile(atHome(folder))) {
        return Optional.of(atHome(folder));
      }
    }
    return Optional.empty();
  }

  private Path atHome(Path folder) throws IOException {
    return session.home().file("folders", folder.toString());
  }
}
