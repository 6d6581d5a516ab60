package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
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
    Machine lost = new Machine(folder.resolve("lost"), URI.create("http://127.0.0.1:9"));
    lost.lamella("show", "cli/codes").expect(6);
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
    laptop.run("create", "--project", "cli", "--name", "remove");
    laptop.run("add", "--files", folder.resolve("source").toString());

    assertThat(laptop.run("remove", "logo.png").path("removed").asLong()).isEqualTo(1);
    assertThat(laptop.run("remove", "logs/").path("removed").asLong()).isEqualTo(1);
    laptop.run("close");

    assertThat(laptop.lamella("list", "cli/remove").expect(0).lines())
        .extracting(line -> line.path("path").asText())
        .contains("deep/logo.png")
        .doesNotContain("logo.png", "logs/1.txt");
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
    laptop.run("create", "--project", "cli", "--name", "verify");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
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
}
