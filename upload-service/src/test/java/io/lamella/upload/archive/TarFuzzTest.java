package io.lamella.upload.archive;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.junit.jupiter.api.Test;

/** Whatever stream comes, it is taken or refused with a reason. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class TarFuzzTest {
  /** More for a long run. */
  private static final int TRIES = Integer.getInteger("lamella.fuzz.tries", 200);

  /** That of a failure, to run it again. */
  private static final long FIRST_SEED = Long.getLong("lamella.fuzz.seed", new Random().nextLong());

  private static final int RECORD = 512;
  private static final int CHECKSUM = 148;
  private static final int[] FIELDS = {0, 100, 124, 136, 156, 157, 257, 329, 345, 386, 482};
  private static final byte[] VALUES = {
    'x',
    'g',
    'S',
    'L',
    'K',
    'D',
    '0',
    '1',
    '2',
    '5',
    '7',
    '/',
    '.',
    ' ',
    '-',
    '=',
    '\n',
    0,
    (byte) 0x80,
    (byte) 0xff
  };
  private static final List<String> NAMES =
      List.of("a", "b/c", "\u00fc", "d/", "long/".repeat(40) + "x", "e\u0301/\u00e9");

  private final TestVersion version = TestVersion.fresh();

  @Test
  void anyStreamIsTakenOrRefusedWithAReason() throws IOException {
    version.open();
    for (long seed = FIRST_SEED; seed < FIRST_SEED + TRIES; seed++) {
      // Given
      Random random = new Random(seed);
      byte[] tar = changed(tar(random), random);

      // When
      Answer answer =
          version.send(
              "PUT", "/v1/drafts/" + version.id() + "/tar", BodyPublishers.ofByteArray(tar));

      // Then
      String said = new String(answer.bytes(), StandardCharsets.UTF_8);
      assertThat(answer.status()).as("seed %d: %s", seed, said).isIn(201, 400, 422);
      assertThat(said).as("seed %d", seed).contains(answer.status() == 201 ? "files" : "code");
    }
    assertThat(version.draft().as(DraftView.class).pending()).isPositive();
    version.atEpoch(2).askSeal();
    assertThat(version.atEpoch(2).awaitSealed().files()).isPositive();
  }

  private static byte[] tar(Random random) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(out, "UTF-8")) {
      boolean gnu = random.nextBoolean();
      tar.setLongFileMode(
          gnu ? TarArchiveOutputStream.LONGFILE_GNU : TarArchiveOutputStream.LONGFILE_POSIX);
      tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
      for (int i = random.nextInt(4); i >= 0; i--) {
        String name = NAMES.get(random.nextInt(NAMES.size()));
        TarArchiveEntry entry = new TarArchiveEntry(name, true);
        byte[] content = new byte[name.endsWith("/") ? 0 : random.nextInt(2_000)];
        entry.setSize(content.length);
        if (random.nextBoolean()) {
          entry.addPaxHeader("SCHILY.xattr.user.x", "1");
        }
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
      }
    }
    return out.toByteArray();
  }

  /** Changes some bytes, most of them where they matter, and makes the checksums right again. */
  private static byte[] changed(byte[] tar, Random random) {
    byte[] changed = tar.clone();
    for (int i = random.nextInt(4); i > 0; i--) {
      int record = random.nextInt(Math.min(8, changed.length / RECORD)) * RECORD;
      boolean field = random.nextBoolean();
      int at = field ? FIELDS[random.nextInt(FIELDS.length)] + random.nextInt(6) : 0;
      changed[record + (field ? at : random.nextInt(RECORD))] =
          VALUES[random.nextInt(VALUES.length)];
    }
    for (int at = 0; at < changed.length; at += RECORD) {
      if (changed[at + 257] == 'u' && changed[at + 261] == 'r') {
        mendChecksum(changed, at);
      }
    }
    boolean cut = random.nextInt(5) == 0;
    return cut ? Arrays.copyOf(changed, random.nextInt(changed.length)) : changed;
  }

  private static void mendChecksum(byte[] tar, int header) {
    Arrays.fill(tar, header + CHECKSUM, header + CHECKSUM + 8, (byte) ' ');
    int sum = 0;
    for (int i = 0; i < RECORD; i++) {
      sum += tar[header + i] & 0xff;
    }
    byte[] digits = "%06o\0 ".formatted(sum).getBytes(StandardCharsets.US_ASCII);
    System.arraycopy(digits, 0, tar, header + CHECKSUM, 8);
  }
}
