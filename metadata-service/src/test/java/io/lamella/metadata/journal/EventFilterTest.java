package io.lamella.metadata.journal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionNotice;
import io.lamella.contracts.rest.EventView;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class EventFilterTest {
  private static final EventView TAGGED =
      EventView.of(
          UUID.randomUUID(),
          EventType.VERSION_TAGGED,
          "s",
          Instant.now(),
          new VersionNotice(
              UUID.randomUUID(),
              UUID.randomUUID(),
              "vision/raw",
              "frames",
              "1.0.0",
              VersionState.FINAL,
              1,
              "ab",
              1L,
              1L,
              List.of("nightly", "prod"),
              "eve",
              Instant.now()));

  @Test
  void aFilterThatSaysNothingFitsAll() {
    assertThat(new EventFilter(Set.of(), null, null, Set.of()).fits(TAGGED)).isTrue();
  }

  @Test
  void aProjectIsItselfAndWhatIsBeneath() {
    assertThat(ofProject("vision/raw")).isTrue();
    assertThat(ofProject("vision")).isTrue();
    assertThat(ofProject("vision/ra")).isFalse();
    assertThat(ofProject("vision/raw/frames")).isFalse();
  }

  private static boolean ofProject(String project) {
    return new EventFilter(Set.of(), project, null, Set.of()).fits(TAGGED);
  }

  @Test
  void aDatasetIsThatOneOnly() {
    assertThat(new EventFilter(Set.of(), null, "vision/raw/frames", Set.of()).fits(TAGGED))
        .isTrue();
    assertThat(new EventFilter(Set.of(), null, "vision/raw/frame", Set.of()).fits(TAGGED))
        .isFalse();
    assertThat(new EventFilter(Set.of(), null, "frames", Set.of()).fits(TAGGED)).isFalse();
  }

  @Test
  void allTagsMustBeThere() {
    assertThat(new EventFilter(Set.of(), null, null, Set.of("prod", "nightly")).fits(TAGGED))
        .isTrue();
    assertThat(new EventFilter(Set.of(), null, null, Set.of("prod", "weekly")).fits(TAGGED))
        .isFalse();
  }

  @Test
  void typesAreOneOf() {
    assertThat(ofTypes("created", "tagged")).isTrue();
    assertThat(ofTypes("created")).isFalse();
    assertThatThrownBy(() -> ofTypes("sealed")).hasMessageContaining("no such event: sealed");
  }

  private static boolean ofTypes(String... types) {
    return new EventFilter(Set.copyOf(EventFilter.types(List.of(types))), null, null, Set.of())
        .fits(TAGGED);
  }
}
