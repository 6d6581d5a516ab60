package io.lamella.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SmallFilesTest {
  private static final SmallFiles FILES = new SmallFiles(800, 5);

  @TempDir private Path folder;

  @Test
  void areTheSameEverywhere() throws IOException {
    // When
    FILES.write(Files.createDirectory(folder.resolve("a")));
    FILES.write(Files.createDirectory(folder.resolve("b")));

    // Then
    Map<String, String> content = content(folder.resolve("a"));
    assertThat(content).hasSize(800).isEqualTo(content(folder.resolve("b")));
    assertThat(content.values()).allMatch(text -> text.length() >= 2048 && text.length() <= 14336);
  }

  @Test
  void changeOthersWithEveryTurn() throws IOException {
    FILES.write(folder);
    for (int turn = 1; turn <= 3; turn++) {
      // Given
      Map<String, String> before = content(folder);

      // When
      long bytes = FILES.change(folder, turn);

      // Then
      Map<String, String> after = content(folder);
      List<String> rewritten =
          before.keySet().stream()
              .filter(name -> after.containsKey(name))
              .filter(name -> !after.get(name).equals(before.get(name)))
              .toList();
      assertThat(rewritten).hasSize(8);
      assertThat(bytes)
          .isEqualTo(rewritten.stream().mapToLong(name -> after.get(name).length()).sum());
      assertThat(before.keySet().stream().filter(name -> !after.containsKey(name))).hasSize(4);
      List<String> appeared =
          after.keySet().stream().filter(name -> !before.containsKey(name)).toList();
      assertThat(appeared).hasSize(2).allMatch(name -> before.containsValue(after.get(name)));
    }
  }

  private static Map<String, String> content(Path folder) throws IOException {
    Map<String, String> content = new HashMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        content.put(
            folder.relativize(file).toString(),
            Files.readString(file, StandardCharsets.ISO_8859_1));
      }
    }
    return content;
  }
}
