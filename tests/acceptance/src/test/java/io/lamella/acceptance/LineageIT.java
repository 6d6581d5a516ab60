package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A version is whole, however many versions it is built on. */
class LineageIT {
  private static final int DEPTH = 130;

  @TempDir Path folder;

  @Test
  void everyVersionOfALongLineComesBackWhole() throws Exception {
    // Given
    Door door = new Door(Stack.shared().url());
    List<String> ids = new ArrayList<>();
    List<Map<String, String>> contents = new ArrayList<>();
    Map<String, String> content = new TreeMap<>();
    for (int i = 0; i < DEPTH; i++) {
      Door.Version draft =
          door.create("lineage", "long", i == 0 ? List.of() : List.of(ids.get(i - 1)));
      Map<String, String> puts = new TreeMap<>();
      puts.put("own/of-%03d.txt".formatted(i), "version " + i);
      puts.put("shared.txt", "last changed by " + i);
      if (i % 10 == 9) {
        String renamed = "own/of-%03d.txt".formatted(i - 5);
        door.remove(draft, renamed);
        content.remove(renamed);
        puts.put("renamed/of-%03d.txt".formatted(i - 5), "version " + (i - 5));
        String removed = "own/of-%03d.txt".formatted(i - 7);
        door.remove(draft, removed);
        content.remove(removed);
      }
      content.putAll(puts);
      door.tar(draft, BodyPublishers.ofByteArrays(records(puts)));
      door.close(draft);
      ids.add(draft.id());
      contents.add(Map.copyOf(content));
    }
    Machine pod = new Machine(folder.resolve("pod"), Stack.shared().url());

    // When
    JsonNode last = pod.run("get", "lineage/long", "--copy", folder.resolve("last").toString());
    JsonNode middle = pod.run("get", ids.get(59));
    List<JsonNode> log = pod.lamella("log", "lineage/long").expect(0).lines();

    // Then
    for (int i = 0; i < DEPTH; i++) {
      Path unpacked = Files.createDirectories(folder.resolve("unpacked").resolve(ids.get(i)));
      door.unpack(ids.get(i), unpacked);
      assertThat(Folders.texts(unpacked))
          .as("version %d of the line", i)
          .isEqualTo(contents.get(i));
    }
    assertThat(last.path("id").asText()).isEqualTo(ids.get(DEPTH - 1));
    assertThat(Folders.texts(folder.resolve("last"))).isEqualTo(contents.get(DEPTH - 1));
    assertThat(Folders.texts(Path.of(middle.path("path").asText()))).isEqualTo(contents.get(59));
    List<String> newestFirst = new ArrayList<>(ids);
    Collections.reverse(newestFirst);
    assertThat(log).extracting(line -> line.path("id").asText()).isEqualTo(newestFirst);
  }

  private static List<byte[]> records(Map<String, String> files) {
    List<byte[]> records = new ArrayList<>();
    files.forEach(
        (path, text) -> records.add(Tar.file(path, text.getBytes(StandardCharsets.UTF_8))));
    records.add(Tar.end());
    return records;
  }
}
