package io.lamella.metadata.amendment;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.AmendedField;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DifferenceTest {

  @Test
  void namesWhatIsNewGoneAndOtherwise() {
    Map<String, Object> before = Map.of("kept", List.of(1), "gone", 2, "state", "x");
    Map<String, Object> after = Map.of("kept", List.of(1), "data", true, "state", Map.of("y", 3));

    Amended amended =
        new Difference()
            .text("description", "old", "new")
            .text("message", "same", "same")
            .tags(List.of("a", "b"), List.of("b", "c"))
            .metadata(before, after)
            .amended();

    assertThat(amended.omitted()).isZero();
    assertThat(amended.each())
        .containsExactly(
            new AmendedField("description", null, "modified", "old", "new", false),
            new AmendedField("tags", "a", "removed", null, null, false),
            new AmendedField("tags", "c", "added", null, null, false),
            new AmendedField("metadata", "data", "added", null, true, false),
            new AmendedField("metadata", "gone", "removed", 2, null, false),
            new AmendedField("metadata", "state", "modified", "x", Map.of("y", 3), false));
  }

  @Test
  void aKeyThatHoldsNullIsThere() {
    Map<String, Object> nothing = new HashMap<>();
    nothing.put("k", null);

    assertThat(new Difference().metadata(Map.of(), nothing).amended().each())
        .containsExactly(new AmendedField("metadata", "k", "added", null, null, false));
    assertThat(new Difference().metadata(nothing, Map.of("k", 1)).amended().each())
        .containsExactly(new AmendedField("metadata", "k", "modified", null, 1, false));
    assertThat(new Difference().metadata(nothing, new HashMap<>(nothing)).isEmpty()).isTrue();
  }

  @Test
  void numbersAreTheSameByTheirValue() {
    Map<String, Object> asRead = Map.of("a", 100, "b", List.of(Map.of("c", 1.5)));

    assertThat(
            new Difference()
                .metadata(asRead, Map.of("a", 100.0, "b", List.of(Map.of("c", 1.50f))))
                .isEmpty())
        .isTrue();
    assertThat(
            new Difference()
                .metadata(asRead, Map.of("a", 100, "b", List.of(Map.of("c", 1.51))))
                .isEmpty())
        .isFalse();
    assertThat(new Difference().metadata(Map.of("a", 1), Map.of("a", "1")).isEmpty()).isFalse();
    assertThat(
            new Difference()
                .metadata(Map.of("a", 1), Map.of("a", Double.POSITIVE_INFINITY))
                .isEmpty())
        .isFalse();
  }

  @Test
  void ofWhatIsLongTheBeginningIsKept() {
    String split = "x".repeat(Kept.LENGTH - 1) + "\uD83D\uDE00";
    List<Integer> numbers = IntStream.range(0, 1000).boxed().toList();

    List<AmendedField> each =
        new Difference()
            .text("description", split, "y".repeat(Kept.LENGTH))
            .metadata(Map.of(), Map.of("k".repeat(2_000), numbers))
            .amended()
            .each();

    assertThat(each.get(0).before()).isEqualTo("x".repeat(Kept.LENGTH - 1));
    assertThat(each.get(0).after()).isEqualTo("y".repeat(Kept.LENGTH));
    assertThat(each.get(0).cut()).isTrue();
    assertThat(each.get(1).key()).isEqualTo("k".repeat(Kept.LENGTH));
    assertThat(each.get(1).after()).asString().startsWith("[0,1,2,").hasSize(Kept.LENGTH);
    assertThat(each.get(1).cut()).isTrue();
  }

  @Test
  void ofManyAreKeptWhatThereIsRoomFor() {
    Map<String, Object> many = new TreeMap<>();
    IntStream.range(0, 5_000).forEach(i -> many.put("key-" + (10_000 + i), "v"));

    Amended amended = new Difference().metadata(Map.of(), many).amended();

    assertThat(amended.each().get(0).key()).isEqualTo("key-10000");
    assertThat(amended.each().size() + amended.omitted()).isEqualTo(5_000);
    assertThat(amended.each().size()).isBetween(500, 2_000);
  }
}
