package io.lamella.upload.tus;

import static io.lamella.upload.tus.PlainClient.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.RepeatedTest;

/** However a file is split, it becomes what it becomes when it is put at once. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TusSplitsTest {
  private static final int LONGEST = 7_000_000;

  private final TestVersion version = TestVersion.fresh();
  private final PlainClient tus = new PlainClient(version);
  private final long seed = System.nanoTime();
  private final Random random = new Random(seed);

  @RepeatedTest(25)
  void splitsOfAFileLeaveNoTrace() {
    // Given: random bytes, and stretches that are cut at the longest chunk or repeat
    byte[] content = content();
    List<Integer> cuts = cuts(content.length);

    // When
    String upload = tus.created("f", content.length);
    int from = 0;
    for (int to : cuts) {
      Answer answer = tus.patch(upload, from, Arrays.copyOfRange(content, from, to));
      assertThat(answer.status()).as("seed " + seed).isEqualTo(204);
      assertThat(header(answer, "Upload-Offset")).as("seed " + seed).isEqualTo("" + to);
      from = to;
    }

    // Then
    assertThat(Stored.of(version, "f", content))
        .as("seed %d, cuts %s", seed, cuts)
        .isEqualTo(Stored.ofPut(content));
  }

  @RepeatedTest(8)
  void norDoPartsThatArePutTogether() {
    // Given
    byte[] content = content();
    List<Integer> cuts = cuts(content.length);

    // When
    StringBuilder concat = new StringBuilder("final;");
    int from = 0;
    for (int to : cuts) {
      Answer made =
          tus.post(
              Arrays.copyOfRange(content, from, to),
              "Upload-Length",
              Integer.toString(to - from),
              "Upload-Concat",
              "partial",
              "Content-Type",
              PlainClient.BYTES);
      concat.append(header(made, "Location")).append(' ');
      from = to;
    }
    Answer joined =
        tus.post(
            new byte[0],
            "Upload-Concat",
            concat.toString(),
            "Upload-Metadata",
            PlainClient.metadata("f"));

    // Then
    assertThat(joined.status()).as("seed " + seed).isEqualTo(201);
    assertThat(Stored.of(version, "f", content))
        .as("seed %d, cuts %s", seed, cuts)
        .isEqualTo(Stored.ofPut(content));
  }

  private byte[] content() {
    byte[] content = new byte[1 + random.nextInt(random.nextBoolean() ? LONGEST : 100_000)];
    random.nextBytes(content);
    if (random.nextBoolean()) {
      int from = random.nextInt(content.length);
      Arrays.fill(content, from, from + random.nextInt(content.length - from), (byte) 0);
    }
    return content;
  }

  /** Ends of the requests' shares; the last is the end of the file. */
  private List<Integer> cuts(int length) {
    List<Integer> cuts = new ArrayList<>();
    for (int i = random.nextInt(8); i > 0; i--) {
      cuts.add(random.nextInt(length + 1));
    }
    if (!cuts.isEmpty() && random.nextBoolean()) {
      cuts.add(Math.min(length, cuts.get(0) + random.nextInt(3)));
    }
    cuts.add(length);
    cuts.sort(null);
    return cuts;
  }
}
