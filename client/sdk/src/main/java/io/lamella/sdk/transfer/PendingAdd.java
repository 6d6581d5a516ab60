package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A note that an add is under way, so that one that was cut off can be gone on with. It stays
 * unless the add is done. Known by the version alone: a server has several addresses.
 */
public final class PendingAdd {
  private final Path note;

  private PendingAdd(Path note) {
    this.note = note;
  }

  static PendingAdd begin(LamellaHome home, UUID version, AddRequest request)
      throws IOException {
    byte[] json = Json.MAPPER.writeValueAsBytes(request);
    Path folder = Files.createDirectories(home.file("pending", version.toString()));
    Path note = folder.resolve(Digest.of(json).hex().substring(0, 32) + ".json");
    Files.write(note, json);
    return new PendingAdd(note);
  }

  /** Adds to the draft that were begun on this machine and are not done. */
  public static List<AddRequest> of(LamellaHome home, UUID version) throws IOException {
    Path folder = home.file("pending", version.toString());
    List<AddRequest> requests = new ArrayList<>();
    if (Files.isDirectory(folder)) {
      try (Stream<Path> notes = Files.list(folder)) {
        for (Path note : notes.sorted().toList()) {
          requests.add(Json.MAPPER.readValue(note.toFile(), AddRequest.class));
        }
      }
    }
    return requests;
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
