package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What scripts rely on: exit codes, references, the current version. */
class CommandLineIT {
  @TempDir Path folder;
  private Machine laptop;

  @BeforeEach
  void machine() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
  }

  @Test
  void exitCodesSayHowItEnded() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), "a");

    laptop.lamella("no-such-command").expect(2);
    laptop.lamella("get", "nobody/knows/this").expect(3);
    laptop.run("create", "--project", "cli", "--name", "codes");
    laptop.lamella("publish").expect(4);
    laptop.run("add", "--files", source.toString());
    String id = laptop.run("close").path("id").asText();
    laptop.lamella("add", "--id", id, "--files", source.toString()).expect(4);
    laptop.lamella("close", "--id", id).expect(0);
    laptop.run("create", "--parents", id);
    Finished refused = laptop.lamella("delete", id).expect(4);
    assertThat(refused.problem().path("detail").asText()).contains("cli/codes@1.0.1");
    laptop.run("show", id);
    laptop.lamella("delete", "cli/no-such-dataset").expect(3);
    Machine lost = new Machine(folder.resolve("lost"), URI.create("http://127.0.0.1:9"));
    lost.lamella("show", "cli/codes").expect(6);
  }

  @Test
  void theDoctorLooksAtAllThereIs() throws IOException {
    JsonNode well = laptop.run("doctor");
    Machine lost = new Machine(folder.resolve("lost"), URI.create("http://127.0.0.1:9"));
    JsonNode alone = lost.lamella("doctor").expect(6).json();

    assertThat(well.path("ok").asBoolean()).isTrue();
    assertThat(well.path("checks").findValuesAsText("name"))
        .containsExactly(
            "names", "home", "server", "version", "clock", "stores", "caller", "uploads", "reads");
    assertThat(well.path("checks").findValuesAsText("state")).containsOnly("ok");
    assertThat(alone.path("ok").asBoolean()).isFalse();
    assertThat(alone.path("checks").findValuesAsText("state")).contains("problem");
  }

  @Test
  void anErrorIsOneProblemObject() {
    Finished failed = laptop.lamella("show", "nobody/knows/this").expect(3);

    assertThat(failed.out()).isEmpty();
    assertThat(failed.problem().path("code").asText()).isNotEmpty();
    assertThat(failed.problem().path("status").asInt()).isEqualTo(404);
  }

  @Test
  void removeMeansWhatItSays() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source/deep"));
    Files.writeString(source.resolve("logo.png"), "deep logo");
    Files.writeString(folder.resolve("source/logo.png"), "top logo");
    Files.createDirectories(folder.resolve("source/logs"));
    Files.writeString(folder.resolve("source/logs/1.txt"), "one");
    Files.createDirectories(source.resolve("logs"));
    Files.writeString(source.resolve("logs/1.txt"), "deep one");
    laptop.run("create", "--project", "cli", "--name", "remove");
    laptop.run("add", "--files", folder.resolve("source").toString());

    assertThat(laptop.run("remove", "logo.png").path("removed").asLong()).isEqualTo(1);
    assertThat(laptop.run("remove", "logs/").path("removed").asLong()).isEqualTo(1);
    laptop.run("close");

    assertThat(laptop.lamella("list", "cli/remove").expect(0).lines())
        .extracting(line -> line.path("path").asText())
        .containsExactlyInAnyOrder("deep/logo.png", "deep/logs/1.txt");
  }

  @Test
  void versionAnswersFast() {
    Finished.of(
            java.util.List.of(Project.SCRIPT, "--version"),
            folder,
            java.util.Map.of(),
            java.time.Duration.ofSeconds(10))
        .expect(0);
  }

  @Test
  void verifyFindsWhatDiffers() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("same.txt"), "same");
    Files.writeString(source.resolve("gone.txt"), "gone");
    Files.writeString(source.resolve("other.txt"), "before");
    laptop.run("sync", "cli/verify", "--folder", source.toString());
    laptop.lamella("verify", "cli/verify", "--folder", source.toString()).expect(0);
    Files.delete(source.resolve("gone.txt"));
    Files.writeString(source.resolve("other.txt"), "after!");
    Files.writeString(source.resolve("more.txt"), "more");

    Finished verified =
        laptop.lamella("verify", "cli/verify", "--folder", source.toString()).expect(1);

    assertThat(verified.lines())
        .extracting(line -> line.path("path").asText() + " " + line.path("problem").asText())
        .contains("gone.txt missing", "other.txt changed", "more.txt extra");
  }

  @Test
  void aTagMeansTheFinishedVersionThoughADraftBearsItToo() throws IOException {
    finished("tagged", "--tags", "nightly");
    laptop.run("create", "--project", "cli", "--name", "tagged", "--tags", "nightly");

    JsonNode got = laptop.run("get", "cli/tagged@nightly");

    assertThat(got.path("number").asText()).isEqualTo("1.0.0");
  }

  @Test
  void findsAVersionByAnyOfItsOptions() throws IOException {
    String id = finished("described", "--tags", "golden-one");

    assertThat(laptop.run("show", "--tags", "golden-one").path("id").asText()).isEqualTo(id);
    assertThat(laptop.run("show", "--project", "cli", "--tags", "golden-one").path("id").asText())
        .isEqualTo(id);
    assertThat(laptop.lamella("search", "--tags", "golden-one").expect(0).lines())
        .extracting(line -> line.path("id").asText())
        .containsExactly(id);
    laptop.run("archive", "cli/described@1.0.0");
    laptop.lamella("show", "cli/described@1.0.0").expect(3);
    laptop.run("unarchive", "cli/described@1.0.0");
    laptop.lamella("show", "cli/described@1.0.0").expect(0);
  }

  @Test
  void deletesADatasetThatHasOnlyDrafts() {
    String id = laptop.run("create", "--project", "cli", "--name", "drafts").path("id").asText();

    JsonNode deleted =
        laptop
            .run("delete", "cli/drafts", "--entire-dataset", "--force", "--now", "--yes")
            .path("deleted");

    assertThat(deleted).extracting(JsonNode::asText).containsExactly(id);
    laptop.lamella("show", id).expect(3);
  }

  @Test
  void syncMakesTheDatasetThatAReferenceNames() throws IOException {
    Path source = Files.createDirectories(folder.resolve("source"));
    Files.writeString(source.resolve("a.txt"), "a");

    JsonNode first = laptop.run("sync", "cli/synced", "--folder", source.toString());
    Finished moved =
        laptop
            .lamella("sync", "cli/synced", "--folder", source.toString(), "--storage", "file:/no")
            .expect(2);

    assertThat(first.path("created").asBoolean()).isTrue();
    assertThat(first.path("added").asLong()).isEqualTo(1);
    assertThat(moved.problem().path("detail").asText()).contains("storage migrate");
  }

  @Test
  void aLinkFollowsAndAFullFolderIsNotTouched() throws IOException {
    finished("linked");
    String link = laptop.folder().resolve("frames").toString();
    laptop.run("get", "cli/linked", "--link", link);
    Path next = Files.createDirectories(folder.resolve("next"));
    Files.writeString(next.resolve("b.txt"), "b");
    laptop.run("sync", "cli/linked", "--folder", next.toString());

    laptop.run("get", "cli/linked", "--link", link);
    Finished full = laptop.lamella("get", "cli/linked", "--copy", folder.toString()).expect(2);

    assertThat(laptop.folder().resolve("frames/b.txt")).hasContent("b");
    assertThat(full.problem().path("detail").asText()).contains("--overwrite");
  }

  @Test
  void namesWhatIsLostWithPacksThatWereCutShortChangedOrDeleted() throws IOException {
    // Given: four files, each in a pack of its own
    laptop.run("create", "--project", "cli", "--name", "damaged");
    Path store = Path.of(URI.create(laptop.run("show").path("storage").asText()));
    Path cut = packOf("cut.bin", store);
    Path changed = packOf("changed.bin", store);
    Path deleted = packOf("deleted.bin", store);
    packOf("whole.bin", store);
    laptop.run("close");

    // When
    try (FileChannel pack = FileChannel.open(cut, StandardOpenOption.WRITE)) {
      pack.truncate(pack.size() / 2);
    }
    flipBit(changed);
    Files.delete(deleted);
    Finished verified = laptop.lamella("verify", "cli/damaged").expect(1);
    Finished got = laptop.lamella("get", "cli/damaged").expect(1);
    List<JsonNode> cached = laptop.lamella("cache", "ls").expect(0).lines();
    Finished again = laptop.lamella("get", "cli/damaged").expect(1);
    Path target = folder.resolve("target");
    laptop.lamella("get", "cli/damaged", "--copy", target.toString()).expect(1);

    // Then
    assertThat(verified.lines().subList(0, 3))
        .extracting(line -> line.path("path").asText() + " " + line.path("problem").asText())
        .containsExactly("changed.bin corrupt", "cut.bin corrupt", "deleted.bin missing");
    assertThat(verified.lines().get(3).path("summary").path("problems").asLong()).isEqualTo(3);
    assertThat(got.problem().path("code").asText()).isEqualTo("content-damaged");
    assertThat(got.problem().path("items"))
        .extracting(JsonNode::asText)
        .containsExactly("changed.bin", "cut.bin", "deleted.bin");
    assertThat(cached).as("copies that count as whole").isEmpty();
    assertThat(again.problem().path("items")).hasSize(3);
    assertThat(target).doesNotExist();
  }

  /** Adds a new file of a MiB; answers the pack that it lies in. */
  private Path packOf(String name, Path store) throws IOException {
    List<Path> before = packs(store);
    Path file = Folders.random(folder.resolve(name), 1 << 20, name.hashCode());
    laptop.run("add", "--files", file.toString());
    List<Path> packs = packs(store);
    packs.removeAll(before);
    assertThat(packs).hasSize(1);
    return packs.get(0);
  }

  private static void flipBit(Path pack) throws IOException {
    byte[] bytes = Files.readAllBytes(pack);
    bytes[bytes.length / 2] ^= 1;
    Files.delete(pack);
    Files.write(pack, bytes);
  }

  /** A finished version 1.0.0 with one file; answers its id. */
  private String finished(String name, String... options) throws IOException {
    Path first = Files.createDirectories(folder.resolve("first"));
    Files.writeString(first.resolve("a.txt"), name);
    List<String> sync = new ArrayList<>(List.of("sync", "cli/" + name, "--folder"));
    sync.add(first.toString());
    sync.addAll(List.of(options));
    return laptop.run(sync.toArray(String[]::new)).path("id").asText();
  }

  private static List<Path> packs(Path store) throws IOException {
    if (!Files.exists(store)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(store)) {
      return new ArrayList<>(
          all.filter(file -> file.toString().contains("/packs/"))
              .filter(Files::isRegularFile)
              .toList());
    }
  }
}
