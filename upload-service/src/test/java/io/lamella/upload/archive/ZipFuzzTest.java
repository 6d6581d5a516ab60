package io.lamella.upload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.lamella.upload.TestZip;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.junit.jupiter.api.Test;

/** Whatever stream comes, all of it is taken or it is refused with a reason. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ZipFuzzTest {
  /** More for a long run. */
  private static final int TRIES = Integer.getInteger("lamella.fuzz.tries", 300);

  /** That of a failure, to run it again. */
  private static final long FIRST_SEED = Long.getLong("lamella.fuzz.seed", new Random().nextLong());

  /** Where flags, methods, lengths, sums, modes and offsets stand behind a record's signature. */
  private static final int RECORD = 46;

  private static final byte[] VALUES = {
    0, 1, 2, 3, 4, 6, 8, 9, 12, 14, 19, 93, 95, 99, '/', '.', '\\', 'P', 'K', 0x7f, (byte) 0x80, -1
  };
  private static final List<String> NAMES =
      List.of("a", "b/c", "\u00fc", "d/", "long/".repeat(40) + "x", "e\u0301/\u00e9");

  private final TestVersion version = TestVersion.fresh();

  @Test
  void anyStreamIsTakenAsAWholeOrRefusedWithAReason() {
    version.open();
    int taken = 0;
    for (long seed = FIRST_SEED; seed < FIRST_SEED + TRIES; seed++) {
      // Given
      Random random = new Random(seed);
      byte[] zip = changed(zip(random), random);
      long before = version.draft().as(DraftView.class).pending();

      // When
      Answer answer =
          version.send(
              "PUT", "/v1/drafts/" + version.id() + "/zip", BodyPublishers.ofByteArray(zip));

      // Then
      String said = new String(answer.bytes(), StandardCharsets.UTF_8);
      assertThat(answer.status()).as("seed %d: %s", seed, said).isIn(201, 400, 422);
      assertThat(said).as("seed %d", seed).contains(answer.status() == 201 ? "files" : "code");
      if (answer.status() == 201) {
        taken += answer.as(FilesStored.class).files() > 0 ? 1 : 0;
      } else {
        assertThat(version.draft().as(DraftView.class).pending())
            .as("seed %d", seed)
            .isEqualTo(before);
      }
    }
    assertThat(taken).isPositive();
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isPositive();
  }

  private static byte[] zip(Random random) {
    TestZip zip = new TestZip(random.nextBoolean());
    zip.wide(random.nextInt(4) == 0 ? Zip64Mode.Always : Zip64Mode.AsNeeded);
    List<String> names = new ArrayList<>(NAMES);
    for (int i = random.nextInt(4); i >= 0; i--) {
      String name = names.remove(random.nextInt(names.size()));
      byte[] content = new byte[random.nextInt(2_000)];
      random.nextBytes(content);
      if (name.endsWith("/")) {
        zip.folder(name, 0755);
      } else if (random.nextInt(4) == 0) {
        zip.link(name, "target");
      } else if (random.nextInt(3) == 0) {
        zip.stored(name, content);
      } else {
        zip.file(name, 0640, content);
      }
    }
    return zip.bytes();
  }

  /** Changes some bytes, most of them where they matter; some of the zips stay as they are. */
  private static byte[] changed(byte[] zip, Random random) {
    byte[] changed = zip.clone();
    List<Integer> records = new ArrayList<>();
    for (int at = 0; at + 4 <= zip.length; at++) {
      if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] < 9 && zip[at + 3] < 10) {
        records.add(at);
      }
    }
    for (int i = random.nextInt(4); i > 0; i--) {
      boolean field = random.nextInt(4) > 0;
      int at =
          field
              ? records.get(random.nextInt(records.size())) + random.nextInt(RECORD)
              : random.nextInt(zip.length);
      changed[Math.min(at, zip.length - 1)] = VALUES[random.nextInt(VALUES.length)];
    }
    boolean cut = random.nextInt(6) == 0;
    return cut ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
  }
}
