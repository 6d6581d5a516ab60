package io.lamella.upload.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.pack.KnownChunks;
import io.lamella.content.pack.KnownChunks.Place;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class MissingChunksTest {
  @Test
  void saysWhereKnownChunksLieAndLeasesTheirPacks() {
    // Given
    TestVersion writer = TestVersion.fresh();
    TestPack pack = TestPack.random(3, 10_000);
    pack.put(writer);
    TestVersion asking = TestVersion.in(writer.domain());
    Digest unknown = Digest.of(TestPack.random(10));
    List<Digest> chunks =
        List.of(pack.chunks().get(1), unknown, pack.chunks().get(0), pack.chunks().get(1));

    // When
    Answer answer = ask(asking, chunks);

    // Then
    List<Optional<Place>> places = decode(asking, chunks, answer);
    assertThat(places.get(0)).hasValue(place(writer, pack, 1));
    assertThat(places.get(1)).isEmpty();
    assertThat(places.get(2)).hasValue(place(writer, pack, 0));
    assertThat(places.get(3)).hasValue(place(writer, pack, 1));
    String until = answer.response().headers().firstValue(MissingChunks.LEASE_UNTIL).orElseThrow();
    assertThat(Instant.parse(until)).isAfter(Instant.now().plusSeconds(23 * 3600));
    assertThat(TestRows.count("lease WHERE draft = $1", asking.id())).isEqualTo(1);
  }

  @Test
  void prefersThePlaceBehindTheOneBefore() {
    // Given: the same chunk in two packs
    TestVersion version = TestVersion.fresh();
    byte[] a = TestPack.random(10_000);
    byte[] b = TestPack.random(10_000);
    TestPack first = TestPack.of(b, TestPack.random(10_000));
    TestPack second = TestPack.of(a, b);
    first.put(version);
    second.put(version);
    List<Digest> chunks = List.of(Digest.of(a), Digest.of(b));

    // When
    List<Optional<Place>> places = decode(version, chunks, ask(version, chunks));

    // Then
    assertThat(places)
        .containsExactly(
            Optional.of(place(version, second, 0)), Optional.of(place(version, second, 1)));
  }

  @Test
  void knowsNothingOfOtherDomains() {
    TestVersion writer = TestVersion.fresh();
    TestPack pack = TestPack.random(3, 10_000);
    pack.put(writer);
    TestVersion stranger = TestVersion.fresh();

    Answer answer = ask(stranger, pack.chunks());

    assertThat(decode(stranger, pack.chunks(), answer)).allMatch(Optional::isEmpty);
  }

  @Test
  void doesNotNameCondemnedPacks() {
    TestVersion version = TestVersion.fresh();
    TestPack pack = TestPack.random(3, 10_000);
    pack.put(version);
    TestRows.change(
        "UPDATE pack SET state = 'CONDEMNED' WHERE domain = $1", Columns.domain(version.domain()));

    Answer answer = ask(version, pack.chunks());

    assertThat(decode(version, pack.chunks(), answer)).allMatch(Optional::isEmpty);
  }

  @Test
  void answersEightThousandAtOnceAndRefusesMore() {
    // Given
    TestVersion version = TestVersion.fresh();
    List<Digest> chunks = new ArrayList<>();
    for (int i = 0; i < 8192; i++) {
      chunks.add(Digest.of(ByteBuffer.allocate(4).putInt(i).array()));
    }

    // When
    Answer most = ask(version, chunks);
    chunks.add(Digest.EMPTY);
    Answer more = ask(version, chunks);

    // Then
    assertThat(most.status()).isEqualTo(200);
    assertThat(more.problem(ErrorCode.TOO_LARGE)).contains("262144");
  }

  @Test
  void refusesAHalfDigest() {
    TestVersion version = TestVersion.fresh();

    Answer answer = version.send("POST", path(version), BodyPublishers.ofByteArray(new byte[48]));

    answer.problem(ErrorCode.INVALID_REQUEST);
  }

  @Test
  void answersWhileSlowFilesHoldTheirThreads() throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();
    Digest unknown = Digest.of(TestPack.random(10));
    List<Socket> slow = new ArrayList<>();
    try {
      for (int i = 0; i < 30; i++) {
        String path = "/v1/drafts/" + version.id() + "/files/slow-" + i;
        slow.add(RawRequest.stalled(version, "PUT", path, 1_000));
      }

      // When
      CompletableFuture<Answer> answer =
          CompletableFuture.supplyAsync(() -> ask(version, List.of(unknown)));

      // Then
      assertThat(answer).succeedsWithin(Duration.ofSeconds(30));
      assertThat(answer.join().status()).isEqualTo(200);
    } finally {
      for (Socket socket : slow) {
        socket.close();
      }
    }
  }

  private static Place place(TestVersion version, TestPack pack, int slot) {
    return new Place(version.pack(pack.index().id()), slot, pack.index().slots().get(slot));
  }

  private static String path(TestVersion version) {
    return "/v1/chunks/missing?draft=" + version.id();
  }

  private static Answer ask(TestVersion version, List<Digest> chunks) {
    ByteBuffer question = KnownChunks.encodeQuestion(chunks);
    byte[] body = new byte[question.remaining()];
    question.get(body);
    return version.send("POST", path(version), BodyPublishers.ofByteArray(body));
  }

  private static List<Optional<Place>> decode(
      TestVersion version, List<Digest> chunks, Answer answer) {
    assertThat(answer.status()).isEqualTo(200);
    return KnownChunks.decodeAnswer(version.domain(), chunks, ByteBuffer.wrap(answer.bytes()));
  }
}
