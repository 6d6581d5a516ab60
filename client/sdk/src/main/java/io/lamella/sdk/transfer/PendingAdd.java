package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A note that an add is under way, so that one that was cut off can be gone on with. It stays
 * unless the add is done. Known by the version alone: a server has several addresses.
 */
public final class PendingAdd {
  /**
   * How much the draft will hold when its adds are done, as far as that can be told beforehand.
   *
   * @param files files put
   * @param bytes logical bytes put
   */
  public record Total(long files, long bytes) {}

  private record Note(AddRequest request, Total before, Total adds) {}

  private final Path note;

  private PendingAdd(Path note) {
    this.note = note;
  }

  /**
   * @param before what the draft holds; not asked for again when the same add goes on
   * @param adds what there is to add
   */
  static PendingAdd begin(
      LamellaHome home, UUID version, AddRequest request, Total before, Total adds)
      throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(request);
    Path folder = Files.createDirectories(home.file("pending", version.toString()));
    Path note = folder.resolve(Digest.of(json).hex().substring(0, 32) + ".json");
    Total first = Files.exists(note) ? read(note).before() : before;
    Files.write(note, Json.MAPPER.writeValueAsBytes(new Note(request, first, adds)));
    return new PendingAdd(note);
  }

  /** Adds to the draft that were begun on this machine and are not done. */
  public static List<AddRequest> of(LamellaHome home, UUID version) throws IOException {
    return notes(home, version).stream().map(Note::request).toList();
  }

  /** What the draft will hold when they are done; empty: there are none. */
  public static Optional<Total> total(LamellaHome home, UUID version) throws IOException {
    return notes(home, version).stream()
        .map(
            note ->
                new Total(
                    note.before().files() + note.adds().files(),
                    note.before().bytes() + note.adds().bytes()))
        .reduce(
            (one, other) ->
                new Total(
                    Math.max(one.files(), other.files()), Math.max(one.bytes(), other.bytes())));
  }

  private static List<Note> notes(LamellaHome home, UUID version) throws IOException {
    Path folder = home.place("pending", version.toString());
    List<Note> found = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> notes = Files.list(folder)) {
        for (Path note : notes.sorted().toList()) {
          found.add(read(note));
        }
      }
    }
    return found;
  }

  private static Note read(Path note) throws IOException {
    return Json.MAPPER.readValue(note.toFile(), Note.class);
  }

  void done() throws IOException {
    Files.deleteIfExists(note);
    Path folder = note.getParent();
    try (Stream<Path> others = Files.list(folder)) {
      if (others.findAny().isPresent()) {
        return;
      }
    }
    Files.deleteIfExists(folder);
  }
}
