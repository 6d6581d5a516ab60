package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.Problem;
import io.lamella.kit.event.EventJson;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpResponse;

/** An answer of the service under test. */
public record Answer(HttpResponse<byte[]> response) {
  public int status() {
    return response.statusCode();
  }

  public byte[] bytes() {
    return response.body();
  }

  /** The body as JSON, of a success. */
  public <T> T as(Class<T> form) {
    assertThat(status()).as(() -> new String(bytes())).isBetween(200, 299);
    return read(form);
  }

  /** Checks that it is the problem of this code; answers its text. */
  public String problem(ErrorCode code) {
    Problem problem = read(Problem.class);
    assertThat(problem.code()).as(() -> new String(bytes())).isEqualTo(code.code());
    assertThat(status()).isEqualTo(code.status());
    return String.valueOf(problem.detail());
  }

  /** Checks that it is the problem of one of these codes, with the status of that. */
  public void problemOf(ErrorCode... codes) {
    Problem problem = read(Problem.class);
    assertThat(codes)
        .as(() -> status() + " " + new String(bytes()))
        .anyMatch(code -> code.code().equals(problem.code()) && code.status() == status());
  }

  private <T> T read(Class<T> form) {
    try {
      return EventJson.MAPPER.readValue(bytes(), form);
    } catch (IOException e) {
      throw new UncheckedIOException(new String(bytes()), e);
    }
  }
}
