package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything is lost but the object store and a backup that is older than it. */
class BackupIT {
  private static final long MIB = 1 << 20;
  private static final Duration LONGEST = Duration.ofMinutes(3);

  @TempDir Path folder;
  private Stack stack;

  @AfterEach
  void stop() {
    if (stack != null) {
      stack.down();
    }
  }

  @Test
  void whatWasBackedUpIsThereAgainAndWorkGoesOn() throws Exception {
    // Given: a version with a child's draft, and an add that runs while the backup is written
    stack = Stack.in(folder.resolve("data"));
    stack.assumeItRunsItsServers();
    stack.up();
    Machine laptop = new Machine(folder.resolve("laptop"), stack.url());
    Path source = folder.resolve("source");
    Folders.small(source, 200);
    laptop.run("create", "--project", "kept", "--name", "frames", "--tags", "before");
    laptop.run("add", "--files", source.toString());
    laptop.run("close");
    laptop.run("create", "--project", "kept", "--name", "frames", "--parents", "kept/frames");
    Path draft = folder.resolve("draft");
    Folders.random(draft.resolve("draft.bin"), 5 * MIB, 1);
    laptop.run("add", "--files", draft.toString());
    Machine other = new Machine(folder.resolve("other"), stack.url());
    other.run("create", "--project", "kept", "--name", "busy");
    Path busy = folder.resolve("busy");
    Folders.random(busy.resolve("busy.bin"), 150 * MIB, 2);
    Started adding = other.start("add", "--files", busy.toString());

    // When
    Path backup = folder.resolve("lamella.zip");
    stack.lamella("backup", backup.toString()).expect(0);
    adding.finished(LONGEST).expect(0);
    Path late = folder.resolve("late");
    Folders.random(late.resolve("late.bin"), 70 * MIB, 3);
    Machine later = new Machine(folder.resolve("later"), stack.url());
    later.run("sync", "kept/late", "--folder", late.toString());
    stack.crash();
    loseAllButTheStore(stack.data());
    stack.lamella("restore-backup", backup.toString()).expect(0);
    stack.up();

    // Then: what was there is there, and what came later is not known
    Machine pod = new Machine(folder.resolve("pod"), stack.url());
    assertIs(pod, "kept/frames@1.0.0", source);
    assertThat(pod.run("show", "kept/frames@1.0.0").path("tags").get(0).asText())
        .isEqualTo("before");
    pod.run("verify", "kept/frames@1.0.0");
    assertThat(pod.lamella("show", "kept/late").exit()).isEqualTo(3);

    // And: drafts go on where they were, with a child of a version of before
    laptop.run("close");
    Folders.random(source.resolve("draft.bin"), 5 * MIB, 1);
    assertIs(pod, "kept/frames", source);
    other.run("add", "--files", busy.toString());
    other.run("close");
    assertIs(pod, "kept/busy", busy);

    // And: what was stored later is found in the store, and not stored again
    JsonNode found = reindexed(laptop);
    assertThat(found.path("added").asLong()).isPositive();
    assertThat(found.path("damaged").size()).isZero();
    assertThat(reindexed(laptop).path("added").asLong()).isZero();
    JsonNode again = later.run("sync", "kept/late", "--folder", late.toString());
    assertThat(again.path("bytesSent").asLong()).isLessThan(MIB);
    assertIs(pod, "kept/late", late);
  }

  private static JsonNode reindexed(Machine machine) {
    return machine.lamella("storage", "reindex").expect(0).lines().get(0);
  }

  @Test
  void aBackupIsNotPutOverWhatIsThere() throws IOException {
    stack = Stack.in(folder.resolve("data"));
    stack.assumeItRunsItsServers();
    stack.up();
    Path backup = folder.resolve("lamella.zip");
    stack.down();
    stack.lamella("backup", backup.toString()).expect(0);

    Finished over = stack.lamella("restore-backup", backup.toString());
    assertThat(over.exit()).isEqualTo(1);
    assertThat(over.err()).contains("postgresql is there: restore into another folder");
    Finished twice = stack.lamella("backup", backup.toString());
    assertThat(twice.exit()).isEqualTo(1);
    assertThat(twice.err()).contains("is there already");
    Files.writeString(folder.resolve("no.zip"), "no backup");
    Stack empty = Stack.in(folder.resolve("empty"));
    Finished none = empty.lamella("restore-backup", folder.resolve("no.zip").toString());
    assertThat(none.exit()).isEqualTo(1);
    assertThat(none.err()).contains("is not a backup");
  }

  private static void loseAllButTheStore(Path data) throws IOException {
    try (Stream<Path> all = Files.list(data)) {
      for (Path each : all.filter(path -> !path.endsWith("store")).toList()) {
        if (Files.isDirectory(each)) {
          Folders.delete(each);
        } else {
          Files.delete(each);
        }
      }
    }
  }

  private static void assertIs(Machine machine, String reference, Path source) throws IOException {
    Path copy = Path.of(machine.run("get", reference).path("path").asText());
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
  }
}
