package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two people at one dataset: it ends as if one had come after the other. */
class RacesIT {
  private static final Duration LIMIT = Duration.ofMinutes(3);
  private static final int WRONG_STATE = 4;

  @TempDir Path folder;
  private Machine laptop;
  private Machine desk;
  private Path source;

  @BeforeEach
  void machines() throws IOException {
    laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    desk = new Machine(folder.resolve("desk"), Stack.shared().url());
    source = folder.resolve("source");
    Folders.small(source, 300);
    Files.writeString(source.resolve("same.txt"), "of the laptop");
  }

  @Test
  void whoCreatesAddsAndClosesAtOnceLosesNothing() throws Exception {
    // Given
    Path other = folder.resolve("other");
    for (int i = 0; i < 100; i++) {
      Path file = other.resolve("desk/file-%03d.txt".formatted(i));
      Files.createDirectories(file.getParent());
      Files.writeString(file, "desk " + i);
    }
    Files.writeString(other.resolve("same.txt"), "of the desk");

    // When
    String[] create = {"create", "--project", "races", "--name", "shared"};
    List<Finished> created = atOnce(laptop, create, desk, create);
    String id = created.get(0).expect(0).json().path("id").asText();
    String second = created.get(1).expect(0).json().path("id").asText();
    List<Finished> added =
        atOnce(
            laptop,
            new String[] {"add", "--id", id, "--files", source.toString()},
            desk,
            new String[] {"add", "--id", id, "--files", other.toString()});
    added.forEach(add -> add.expect(0));
    String[] close = {"close", "--id", id, "--no-wait"};
    List<Finished> closed = atOnce(laptop, close, desk, close);

    // Then
    assertThat(Set.of(number(laptop, id), number(laptop, second))).hasSize(2);
    assertThat(closed)
        .extracting(one -> one.expect(0).json().path("operation").asText())
        .allMatch(operation -> !operation.isEmpty())
        .allMatch(closed.get(0).json().path("operation").asText()::equals);
    laptop.awaitFinal(id);
    Map<String, String> content = contentOf(id);
    Map<String, String> either = new HashMap<>(Folders.content(source));
    either.putAll(Folders.content(other));
    assertThat(content.remove("same.txt"))
        .isIn(Folders.content(source).get("same.txt"), either.remove("same.txt"));
    assertThat(content).isEqualTo(either);
  }

  @Test
  void whatIsAddedAgainstACloseIsInAsWholeFilesOrRefused() throws Exception {
    // Given
    String id = laptop.run("create", "--project", "races", "--name", "late").path("id").asText();

    // When
    List<Finished> ended =
        atOnce(
            laptop,
            new String[] {"add", "--id", id, "--files", source.toString()},
            desk,
            new String[] {"close", "--id", id, "--no-wait"});

    // Then
    ended.get(1).expect(0);
    laptop.awaitFinal(id);
    Map<String, String> content = contentOf(id);
    if (ended.get(0).exit() == 0) {
      assertThat(content).isEqualTo(Folders.content(source));
    } else {
      assertThat(ended.get(0).expect(WRONG_STATE).problem().path("status").asInt()).isEqualTo(409);
      assertThat(Folders.content(source)).containsAllEntriesOf(content);
    }
  }

  @Test
  void anAbortAndAResumeAgainstACloseLeaveAVersionThatCanBeClosed() throws Exception {
    // Given
    String id = laptop.run("create", "--project", "races", "--name", "undone").path("id").asText();
    laptop.run("add", "--id", id, "--files", source.toString());

    // When
    List<Finished> ended =
        atOnce(
            laptop,
            new String[] {"abort", "--id", id},
            desk,
            new String[] {"close", "--id", id, "--no-wait"});
    Finished resumed = laptop.lamella("resume", "--id", id);

    // Then: one of them may have come too late
    for (Finished one : List.of(ended.get(0), ended.get(1), resumed)) {
      assertThat(one.exit()).as("%s: %s", one.command(), one.err()).isIn(0, WRONG_STATE);
    }
    assertThat(ended).extracting(Finished::exit).contains(0);
    JsonNode closed = laptop.run("close", "--id", id);
    assertThat(closed.path("state").asText()).isEqualTo("FINAL");
    assertThat(contentOf(id)).isEqualTo(Folders.content(source));
  }

  private static List<Finished> atOnce(
      Machine one, String[] command, Machine other, String[] itsCommand) throws Exception {
    Started first = one.start(command);
    Started second = other.start(itsCommand);
    return List.of(first.finished(LIMIT), second.finished(LIMIT));
  }

  private static String number(Machine machine, String id) {
    return machine.run("show", id).path("number").asText();
  }

  private Map<String, String> contentOf(String id) throws Exception {
    Path unpacked = Files.createDirectories(folder.resolve("unpacked"));
    new Door(Stack.shared().url()).unpack(id, unpacked);
    return Folders.content(unpacked);
  }
}
