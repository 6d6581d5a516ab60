package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LocalNamesTest {
  @Test
  void whatCanStayAsItIsDoesSo() {
    LocalNames names = names("vision/raw", "My frames (2)", "1.2.0", "gold", "v 1");

    assertThat(names.project()).isEqualTo("vision/raw");
    assertThat(names.name()).isEqualTo("My frames (2)");
    assertThat(names.number()).isEqualTo("1.2.0");
    assertThat(names.tags()).containsExactly("gold", "v 1");
    assertThat(names.notes()).isEmpty();
  }

  @Test
  void whatNamesCannotHoldIsReplacedAndNoted() {
    LocalNames names = names("vision//a*b", "-frames?", "v 1@2", "a/b", "latest", "x,y");

    assertThat(names.project()).isEqualTo("vision/a_b");
    assertThat(names.name()).isEqualTo("_-frames_");
    assertThat(names.number()).isEqualTo("v-1-2");
    assertThat(names.tags()).containsExactly("a-b", "latest-", "x-y");
    assertThat(names.notes())
        .contains("the name \"-frames?\" is \"_-frames_\" here", "the tag \"a/b\" is \"a-b\" here")
        .hasSize(6);
  }

  @Test
  void whatHasNoProjectGoesToOne() {
    assertThat(names("", "d", null).project()).isEqualTo("clearml");
    assertThat(names("", "d", null).number()).isNull();
  }

  @Test
  void theHiddenPartOfAProjectIsNoPartOfIt() {
    assertThat(ClearmlDataset.visible("a/b/.datasets/frames")).isEqualTo("a/b");
    assertThat(ClearmlDataset.visible("a/b/.datasets")).isEqualTo("a/b");
    assertThat(ClearmlDataset.visible(".datasets/frames")).isEmpty();
    assertThat(ClearmlDataset.visible("a/b")).isEqualTo("a/b");
  }

  private static LocalNames names(
      String project, String name, @Nullable String number, String... tags) {
    return LocalNames.of(
        new ClearmlDataset(
            "0".repeat(32),
            project,
            name,
            number,
            "completed",
            List.of(tags),
            false,
            "",
            null,
            null,
            List.of()));
  }
}
