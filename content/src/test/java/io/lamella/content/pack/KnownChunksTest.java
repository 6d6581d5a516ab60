package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks.Place;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class KnownChunksTest {
  private static final String DOMAIN = MemoryPacks.DOMAIN;

  @Test
  void theAnswerHasTheBytesOfTheFormat() {
    // Given
    Digest chunk = Digest.of(new byte[] {1});
    Place place = new Place(new PackRef(DOMAIN, Digest.EMPTY, 2), 3, new Slot(chunk, 4, 5, 6));

    // When
    ByteBuffer body = KnownChunks.encodeAnswer(List.of(Optional.empty(), Optional.of(place)));

    // Then
    assertThat(HexFormat.of().formatHex(body.array(), 0, body.limit()))
        .isEqualTo(
            ("01000000" + Digest.EMPTY.hex() + "02000000")
                + "ffffffff"
                + ("00000000" + "03000000" + "0400000000000000" + "05000000" + "06000000"));
  }

  @Test
  void refusesAnswersToAnotherQuestion() {
    ByteBuffer two = KnownChunks.encodeAnswer(List.of(Optional.empty(), Optional.empty()));
    for (List<Digest> chunks :
        List.of(List.of(Digest.EMPTY), List.of(Digest.EMPTY, Digest.EMPTY, Digest.EMPTY))) {
      assertThatThrownBy(() -> KnownChunks.decodeAnswer(DOMAIN, chunks, two))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void refusesQuestionsOfHalfAnId() {
    assertThatThrownBy(() -> KnownChunks.decodeQuestion(ByteBuffer.allocate(48)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("multiple of 32");
  }

  @Test
  void refusesToAnswerFromTwoDomains() {
    // Given
    Slot slot = new Slot(Digest.EMPTY, 0, 1, 1);
    Place here = new Place(new PackRef(DOMAIN, Digest.EMPTY, 0), 0, slot);
    Place there = new Place(new PackRef("f".repeat(32), Digest.EMPTY, 0), 0, slot);

    // When, Then
    assertThatThrownBy(
            () -> KnownChunks.encodeAnswer(List.of(Optional.of(here), Optional.of(there))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
