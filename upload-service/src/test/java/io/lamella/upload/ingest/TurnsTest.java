package io.lamella.upload.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TurnsTest {
  @Test
  void aSmallOneDoesNotWaitForABigOne() {
    // Given
    UUID big = UUID.randomUUID();
    UUID small = UUID.randomUUID();
    Turns<String> turns = new Turns<>();
    for (int i = 0; i < 5; i++) {
      turns.add(big, "big" + i);
    }
    turns.add(small, "small0");
    turns.add(small, "small1");

    // When
    List<String> taken = new ArrayList<>();
    for (int i = 0; i < 7; i++) {
      taken.add(turns.next());
    }

    // Then
    assertThat(taken).containsExactly("big0", "small0", "big1", "small1", "big2", "big3", "big4");
  }
}
