package io.lamella.bench.data;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LargeFilesTest {
  @TempDir private Path folder;

  @Test
  void anInsertionMakesTheFileLongerAndMovesTheRest() throws IOException {
    // Given
    Insertions data = new Insertions(100_000, 3);
    Path file = folder.resolve("data.bin");
    data.write(folder);
    byte[] before = Files.readAllBytes(file);

    // When
    data.change(folder, 1);

    // Then
    byte[] after = Files.readAllBytes(file);
    int at = Arrays.mismatch(before, after);
    assertThat(after).hasSize(100_064);
    assertThat(at).isNotNegative();
    assertThat(
            Arrays.mismatch(
                after,
                after.length - (before.length - at),
                after.length,
                before,
                at,
                before.length))
        .as("what follows is what was there")
        .isEqualTo(-1);
  }

  @Test
  void rowsChangeWhereTheyAre() throws IOException {
    // Given
    JsonRows data = new JsonRows(20_000, 3);
    Path file = folder.resolve("rows.jsonl");
    data.write(folder);
    List<String> before = Files.readAllLines(file);

    // When
    data.change(folder, 1);

    // Then
    List<String> after = Files.readAllLines(file);
    assertThat(after).hasSameSizeAs(before);
    long changed = 0;
    for (int i = 0; i < before.size(); i++) {
      changed += before.get(i).equals(after.get(i)) ? 0 : 1;
    }
    assertThat(changed).isBetween(1L, 6L);
    assertThat(after.get(7)).startsWith("{\"id\":7,\"label\":\"");
    assertThat(Files.size(file) / 20_000).isBetween(200L, 300L);
  }
}
