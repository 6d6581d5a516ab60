package io.lamella.sdk.offline;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateVersion;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.remove.Matching;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.Additions;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A version that is made without a server: a folder that holds what it is to be, copies of the
 * files that were added, and what is to be taken out of its parents. Every step is on disk when it
 * returns. {@link OfflineImport} puts it on a server, from whatever machine the folder was moved
 * to. For one process at a time.
 */
public final class OfflineDraft {
  private static final String DESCRIPTION = "offline.json";
  private static final String FILES = "files";
  private static final String COPYING = "copying";
  private static final int FORMAT = 1;

  /**
   * What stands in the folder's {@code offline.json}.
   *
   * @param format 1
   * @param id known by it, wherever the folder is moved to
   * @param wish how the version is to be
   * @param created when it was begun
   * @param removed what is taken out of the parents, in order, before the files are put
   * @param closed takes no more changes
   */
  public record Description(
      int format,
      UUID id,
      CreateVersion wish,
      Instant created,
      List<Removal.Request> removed,
      boolean closed) {
    public Description {
      removed = List.copyOf(removed);
    }
  }

  private final Path folder;
  private Description description;

  private OfflineDraft(Path folder, Description description) {
    this.folder = folder;
    this.description = description;
  }

  /**
   * Begins one.
   *
   * @param folder does not exist or is empty
   */
  public static OfflineDraft create(Path folder, CreateVersion wish) throws IOException {
    Files.createDirectories(folder);
    try (Stream<Path> there = Files.list(folder)) {
      if (there.findAny().isPresent()) {
        throw new FileAlreadyExistsException(
            folder + " is not empty; name a new folder for the offline version");
      }
    }
    Files.createDirectory(folder.resolve(FILES));
    OfflineDraft draft =
        new OfflineDraft(
            folder.toAbsolutePath(),
            new Description(FORMAT, UUID.randomUUID(), wish, Instant.now(), List.of(), false));
    draft.write(draft.description);
    return draft;
  }

  /**
   * Opens the one in a folder.
   *
   * @throws LamellaException {@code version-not-found} when there is none, {@code invalid-request}
   *     when it cannot be understood
   */
  public static OfflineDraft open(Path folder) throws IOException {
    Path file = folder.resolve(DESCRIPTION);
    if (!Files.isRegularFile(file)) {
      throw new LamellaException(
          ErrorCode.VERSION_NOT_FOUND, "there is no offline version in " + folder);
    }
    try {
      Description description = Json.MAPPER.readValue(file.toFile(), Description.class);
      if (description.format() != FORMAT) {
        throw new LamellaException(
            ErrorCode.INVALID_REQUEST,
            file + " has format " + description.format() + "; this version knows " + FORMAT);
      }
      return new OfflineDraft(folder.toAbsolutePath(), description);
    } catch (JsonProcessingException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST,
          file + " does not describe an offline version: " + e.getOriginalMessage());
    }
  }

  public Path folder() {
    return folder;
  }

  /** Where the files lie that are put, as in the version. */
  public Path files() {
    return folder.resolve(FILES);
  }

  public Description description() {
    return description;
  }

  /** How much is put so far. */
  public record Size(long files, long bytes) {}

  public Size size() throws IOException {
    long[] size = new long[2];
    try (Stream<Path> all = Files.walk(files())) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS)) {
          size[0]++;
          size[1] += Files.size(path);
        }
      }
    }
    return new Size(size[0], size[1]);
  }

  /**
   * Copies files into it; what lies at their paths gives way.
   *
   * @throws io.lamella.sdk.folder.IncompleteException before anything changes, naming what cannot
   *     be read; what fails later is in the answer
   */
  public Transferred add(AddRequest request) throws IOException {
    requireOpen();
    Utf8Names.require();
    requireElsewhere(request.files());
    Additions additions = Additions.of(request);
    FileCopies copies = new FileCopies(files(), folder.resolve(COPYING));
    List<String> failed = new ArrayList<>(additions.each(copies::take));
    failed.addAll(copies.failed());
    return copies.result(description.id(), additions.notes(), failed);
  }

  /**
   * Takes out what was put, and notes what is to be taken out of the parents.
   *
   * @return number of files that were put and went
   * @throws LamellaException {@code path-not-found} naming what matches nothing, where there are no
   *     parents that may have it; then nothing is removed
   */
  public long remove(Removal.Request request) throws IOException {
    requireOpen();
    Matching matching = new Matching(request);
    List<Path> going = new ArrayList<>();
    try (Stream<Path> all = Files.walk(files())) {
      for (Path path : (Iterable<Path>) all::iterator) {
        if (!path.equals(files())
            && !Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)
            && matching.matches(EntryPath.of(files().relativize(path).toString()))) {
          going.add(path);
        }
      }
    }
    boolean inherits = !description.wish().parents().isEmpty();
    if (!inherits && !matching.unmatched().isEmpty()) {
      throw new LamellaException(
          ErrorCode.PATH_NOT_FOUND,
          "the version has nothing under "
              + String.join(", ", matching.unmatched())
              + "; nothing was removed");
    }
    if (inherits) {
      List<Removal.Request> removed = new ArrayList<>(description.removed());
      removed.add(request);
      write(
          new Description(
              FORMAT, description.id(), description.wish(), description.created(), removed, false));
    }
    for (Path path : going) {
      Files.delete(path);
      deleteEmptyAbove(path);
    }
    return going.size();
  }

  private void deleteEmptyAbove(Path path) throws IOException {
    for (Path above = path.getParent();
        above != null && !above.equals(files());
        above = above.getParent()) {
      try (Stream<Path> there = Files.list(above)) {
        if (there.findAny().isPresent()) {
          return;
        }
      }
      Files.delete(above);
    }
  }

  /** It takes no more changes and is to be imported. Closing again changes nothing. */
  public void close() throws IOException {
    if (!description.closed()) {
      write(
          new Description(
              FORMAT,
              description.id(),
              description.wish(),
              description.created(),
              description.removed(),
              true));
    }
  }

  /** It cannot hold itself. */
  private void requireElsewhere(List<String> named) throws IOException {
    Path own = folder.toRealPath();
    for (String name : named) {
      Path path = Path.of(name);
      if (Files.isDirectory(path) && own.startsWith(path.toRealPath())) {
        throw new LamellaException(
            ErrorCode.INVALID_REQUEST,
            name + " holds the offline version itself, in " + folder + "; move that elsewhere");
      }
    }
  }

  private void requireOpen() {
    if (description.closed()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, "the offline version in " + folder + " is closed; import it");
    }
  }

  private void write(Description changed) throws IOException {
    Path next = folder.resolve(DESCRIPTION + ".next");
    Files.write(next, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsBytes(changed));
    Files.move(
        next,
        folder.resolve(DESCRIPTION),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    description = changed;
  }
}
