package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version that is made where there is no server comes to one later, from another machine. */
class OfflineIT {
  /** Where nobody answers. */
  private static final URI NOBODY = URI.create("http://127.0.0.1:9");

  @TempDir Path folder;

  @Test
  void aVersionMadeWithoutAServerIsImportedFromAnotherMachineOnce() throws IOException {
    // Given
    Machine away = new Machine(folder.resolve("away"), NOBODY);
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    Path source = folder.resolve("source");
    Folders.small(source, 10);
    Path trip = folder.resolve("trip");

    // When: it is made offline, and what it was made of changes afterwards
    JsonNode made =
        away.run("create", "--offline", trip.toString(), "--project", "away", "--name", "trip");
    JsonNode added = away.run("add", "--files", source.toString());
    away.run("remove", "part-000/file-00003.txt");
    JsonNode open = away.run("status");
    Finished tooEarly = laptop.lamella("import-offline", trip.toString()).expect(4);
    away.run("close");
    Files.delete(source.resolve("part-000/file-00003.txt"));
    Path expected = folder.resolve("expected");
    Files.createDirectories(expected);
    Folders.copy(source.resolve("part-000"), expected.resolve("part-000"));
    Folders.delete(source);

    // Then
    assertThat(made.path("state").asText()).isEqualTo("OFFLINE");
    assertThat(added.path("added").asInt()).isEqualTo(10);
    assertThat(open.path("pending").asInt()).isEqualTo(9);
    assertThat(tooEarly.problem().path("detail").asText()).contains("close it first");
    Path stick = Files.move(trip, folder.resolve("stick"));
    JsonNode imported = laptop.run("import-offline", stick.toString());
    JsonNode again = laptop.run("import-offline", stick.toString());
    assertThat(imported.path("state").asText()).isEqualTo("FINAL");
    assertThat(imported.path("number").asText()).isEqualTo("1.0.0");
    assertThat(again.path("id")).isEqualTo(imported.path("id"));
    Path copy = Path.of(laptop.run("get", "away/trip").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(expected));
  }

  @Test
  void aChildMadeOfflineTakesOutOfItsParentWhatItWasToldTo() throws IOException {
    // Given
    Machine away = new Machine(folder.resolve("away"), NOBODY);
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    Path source = folder.resolve("source");
    Folders.small(source, 5);
    laptop.run("sync", "away/parent", "--folder", source.toString());
    Path child = folder.resolve("child");
    Path more = Files.createDirectories(folder.resolve("more"));
    Files.writeString(more.resolve("new.txt"), "new");

    // When
    away.run("create", "--offline", child.toString(), "--parents", "away/parent@1.0.0");
    away.run("remove", "part-000/file-00001.txt", "not/there.txt");
    away.run("add", "--files", more.toString());
    away.run("close");
    Finished imported = laptop.lamella("import-offline", child.toString()).expect(0);

    // Then
    Files.delete(source.resolve("part-000/file-00001.txt"));
    Files.writeString(source.resolve("new.txt"), "new");
    assertThat(imported.err()).contains("not/there.txt");
    assertThat(imported.json().path("number").asText()).isEqualTo("1.0.1");
    Path copy = Path.of(laptop.run("get", "away/parent").path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }

  @Test
  void otherCommandsSayWhatToDoWithAVersionThatIsOffline() throws IOException {
    Machine away = new Machine(folder.resolve("away"), NOBODY);
    away.run("create", "--offline", "here", "--project", "away", "--name", "other");

    Finished refused = away.lamella("publish").expect(2);

    assertThat(refused.problem().path("detail").asText()).contains("import-offline");
  }
}
