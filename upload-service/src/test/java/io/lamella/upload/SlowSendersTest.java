package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever begins a body and does not go on holds nothing for long. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(Impatient.class)
class SlowSendersTest {
  @ParameterizedTest
  @CsvSource({"PUT, /files/slow.bin", "PUT, /tar", "POST, /changes"})
  void aBodyThatStallsIsGivenUpAndRegistersNothing(String method, String door) throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();

    // When: two bytes, and then nothing
    byte[] answer = new byte[4096];
    int count;
    try (Socket socket =
        RawRequest.stalled(version, method, "/v1/drafts/" + version.id() + door, 100_000)) {
      socket.setSoTimeout(60_000);
      socket.getOutputStream().write(new byte[2]);
      count = socket.getInputStream().read(answer);
    }

    // Then
    assertThat(new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8))
        .startsWith("HTTP/1.1 400")
        .contains("invalid-request", "no byte for 3000 ms");
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @ParameterizedTest
  @CsvSource({"PUT, /files/slow.bin", "PUT, /tar", "POST, /changes"})
  void aBodyThatTricklesIsGivenUpAndRegistersNothing(String method, String door)
      throws IOException {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();

    byte[] body = Arrays.copyOf(ForgedRun.symlinkAt(new byte[] {'a'}), 100_000);

    // When
    String answer;
    try (Socket socket =
        RawRequest.stalled(version, method, "/v1/drafts/" + version.id() + door, body.length)) {
      answer = RawRequest.trickle(socket, body);
    }

    // Then
    assertThat(answer)
        .startsWith("HTTP/1.1 400")
        .contains("invalid-request", "fewer than 32768 bytes in 3000 ms");
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }
}
