package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ImportOrderTest {
  private final Map<String, ClearmlDataset> known = new LinkedHashMap<>();
  private final Map<String, List<String>> parents = new HashMap<>();
  private int asked;

  @Test
  void parentsComeFirstAndOnce() throws IOException {
    dataset("child", "left", "right");
    dataset("left", "top");
    dataset("right", "top", "gone");
    dataset("top");

    assertThat(order("child", "left")).containsExactly("top", "left", "right", "child");
    assertThat(asked).isEqualTo(4);
  }

  @Test
  void aLongLineageIsGoneThrough() throws IOException {
    int depth = 100_000;
    dataset("v0");
    for (int i = 1; i < depth; i++) {
      dataset("v" + i, "v" + (i - 1));
    }

    assertThat(order("v" + (depth - 1))).hasSize(depth).startsWith("v0", "v1");
  }

  @Test
  void aCircleEnds() throws IOException {
    dataset("a", "b");
    dataset("b", "a");

    assertThat(order("a")).containsExactlyInAnyOrder("a", "b");
  }

  private void dataset(String id, String... of) {
    known.put(
        id,
        new ClearmlDataset(
            id, "p", id, null, "completed", List.of(), false, "", null, null, List.of()));
    parents.put(id, List.of(of));
  }

  private List<String> order(String... chosen) throws IOException {
    return ImportOrder.of(
            List.of(chosen).stream().map(known::get).toList(),
            known,
            dataset -> {
              asked++;
              return parents.getOrDefault(dataset.id(), List.of());
            })
        .stream()
        .map(ClearmlDataset::id)
        .toList();
  }
}
