package io.lamella.contracts.event;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class EventTypeTest {
  @Test
  void knowsEventsOfVersionsByTheirShortAndWholeNames() {
    assertThat(EventType.ofVersion("finalized")).contains(EventType.VERSION_FINALIZED);
    assertThat(EventType.ofVersion(EventType.VERSION_TAGGED)).contains(EventType.VERSION_TAGGED);
    assertThat(EventType.ofVersion("sealed")).isEmpty();
    assertThat(EventType.ofVersion(EventType.WEBHOOK_TEST)).isEmpty();
  }

  @Test
  void shortensNoOtherType() {
    assertThat(EventType.brief(EventType.VERSION_UNARCHIVED)).isEqualTo("unarchived");
    assertThat(EventType.brief(EventType.WEBHOOK_TEST)).isEqualTo(EventType.WEBHOOK_TEST);
  }
}
