package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written about files follows how many are changed, not how many there are. */
class ManyFilesIT {
  private static final int FILES = 20_000;
  private static final long KIB = 1 << 10;

  @TempDir Path folder;

  @Test
  void aChangeAmongTwentyThousandFilesWritesLittle() throws Exception {
    // Given
    Machine laptop = new Machine(folder.resolve("laptop"), Stack.shared().url());
    Door door = new Door(Stack.shared().url());
    Door.Version draft = door.create("many", "files", List.of());
    Path store = draft.store();

    // When
    door.tar(draft, BodyPublishers.ofByteArrays(ManyFilesIT::records));
    long loaded = bytesIn(store);
    door.put(draft, "one-more.txt", "one more");
    long oneMore = bytesIn(store) - loaded;
    Path packs = store.resolve("packs");
    long content = bytesIn(packs);
    door.close(draft);
    long sealed = bytesIn(packs) - content;
    Door.Version child = door.create("many", "files", List.of(draft.id()));
    for (int i = 0; i < 10; i++) {
      door.put(child, name(i * FILES / 10), "changed " + i);
    }
    door.close(child);
    long ofTheChild = bytesIn(packs) - content - sealed;

    // Then
    assertThat(oneMore).as("for one more file in the draft").isLessThan(16 * KIB);
    assertThat(sealed).as("for the list of all files").isLessThan(FILES * 80L);
    assertThat(ofTheChild).as("for ten changed files of a child").isLessThan(256 * KIB);
    JsonNode shown = laptop.run("show", child.id());
    assertThat(shown.path("files").asLong()).isEqualTo(FILES + 1);
    List<JsonNode> changed = laptop.lamella("compare", draft.id(), child.id()).expect(0).lines();
    assertThat(changed.get(changed.size() - 1).path("summary").path("modified").asLong())
        .isEqualTo(10);
  }

  private static Iterator<byte[]> records() {
    return Stream.concat(
            IntStream.range(0, FILES)
                .mapToObj(i -> Tar.file(name(i), ("file " + i).getBytes(StandardCharsets.UTF_8))),
            Stream.of(Tar.end()))
        .iterator();
  }

  private static String name(int i) {
    return "part-%03d/file-%06d.txt".formatted(i / 1000, i);
  }

  private static long bytesIn(Path store) throws IOException {
    try (Stream<Path> all = Files.walk(store)) {
      long bytes = 0;
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        bytes += size(file);
      }
      return bytes;
    }
  }

  /** What goes meanwhile takes nothing. */
  private static long size(Path file) throws IOException {
    try {
      return Files.size(file);
    } catch (NoSuchFileException e) {
      return 0;
    }
  }
}
