package io.lamella.metadata.journal;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.EventView;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class WindowTest {
  private static List<Entry> entries(long... places) {
    return LongStream.of(places)
        .mapToObj(
            place ->
                new Entry(
                    place,
                    EventView.of(
                        UUID.randomUUID(), EventType.VERSION_CREATED, "s", Instant.now(), null)))
        .toList();
  }

  private static List<Long> places(Window window, long after, int limit) {
    return window.after(after, limit).orElseThrow().stream().map(Entry::place).toList();
  }

  @Test
  void givesWhatComesAfterAPlaceThatNeedNotBeTaken() {
    Window window = new Window(10, 100);
    window.add(entries(12, 13, 17));

    assertThat(places(window, 10, 9)).containsExactly(12L, 13L, 17L);
    assertThat(places(window, 12, 9)).containsExactly(13L, 17L);
    assertThat(places(window, 14, 9)).containsExactly(17L);
    assertThat(places(window, 17, 9)).isEmpty();
    assertThat(places(window, 10, 2)).containsExactly(12L, 13L);
    assertThat(window.last()).isEqualTo(17);
  }

  @Test
  void doesNotAnswerForWhatItDoesNotHold() {
    Window window = new Window(10, 2);

    assertThat(window.after(9, 9)).isEmpty();
    assertThat(places(window, 10, 9)).isEmpty();
    window.add(entries(11, 12, 13, 14));

    assertThat(window.after(11, 9)).isEmpty();
    assertThat(places(window, 12, 9)).containsExactly(13L, 14L);
  }
}
