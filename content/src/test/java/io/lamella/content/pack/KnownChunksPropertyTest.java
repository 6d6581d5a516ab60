package io.lamella.content.pack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.chunk.Samples;
import io.lamella.content.pack.KnownChunks.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class KnownChunksPropertyTest {
  private static final String DOMAIN = MemoryPacks.DOMAIN;

  @Property(tries = 200)
  void questionsAndAnswersComeBack(@ForAll Random random, @ForAll @IntRange(max = 300) int count) {
    // Given
    List<Digest> chunks = new ArrayList<>();
    List<Optional<Place>> places = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Digest chunk = Digest.of(Samples.noise(random.nextLong(), 4));
      chunks.add(chunk);
      places.add(random.nextBoolean() ? Optional.empty() : Optional.of(place(chunk, random)));
    }

    // When
    List<Digest> question = KnownChunks.decodeQuestion(KnownChunks.encodeQuestion(chunks));
    List<Optional<Place>> answer =
        KnownChunks.decodeAnswer(DOMAIN, chunks, KnownChunks.encodeAnswer(places));

    // Then
    assertThat(question).isEqualTo(chunks);
    assertThat(answer).isEqualTo(places);
  }

  private static Place place(Digest chunk, Random random) {
    Digest pack = Digest.of(new byte[] {(byte) random.nextInt(5)});
    long offset = random.nextInt(64 << 20);
    return new Place(
        new PackRef(DOMAIN, pack, random.nextInt(3)),
        random.nextInt(8192),
        new Slot(chunk, offset, 1 + random.nextInt(2 << 20), 1 + random.nextInt(2 << 20)));
  }

  @Property(tries = 500)
  void bodiesThatAreNoAnswerAreRefused(@ForAll @Size(max = 200) byte[] body) {
    // Given
    List<Digest> chunks = List.of(Digest.EMPTY, Digest.EMPTY, Digest.EMPTY, Digest.EMPTY);

    // When, Then
    try {
      assertThat(KnownChunks.decodeAnswer(DOMAIN, chunks, ByteBuffer.wrap(body))).hasSize(4);
    } catch (IllegalArgumentException e) {
      assertThat(e.getMessage()).isNotEmpty();
    }
  }
}
