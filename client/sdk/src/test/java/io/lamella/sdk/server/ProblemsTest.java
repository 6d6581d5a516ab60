package io.lamella.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemsTest {
  private static LamellaException of(int status, String body) {
    return Problems.of(status, body.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void bearTheCodeAndDetailOfTheServer() {
    LamellaException problem =
        of(409, "{\"code\":\"has-children\",\"title\":\"t\",\"status\":409,\"detail\":\"two\"}");

    assertThat(problem.code()).isEqualTo(ErrorCode.HAS_CHILDREN);
    assertThat(problem).hasMessage("two");
  }

  @ParameterizedTest
  @CsvSource({
    "400, INVALID_REQUEST", "401, UNAUTHENTICATED", "403, FORBIDDEN", "404, NOT_FOUND",
    "409, CONFLICT", "413, TOO_LARGE", "418, INVALID_REQUEST", "422, INVALID_REQUEST",
    "429, TOO_MANY_REQUESTS", "500, INTERNAL", "502, BAD_GATEWAY", "503, UNAVAILABLE",
    "504, UNAVAILABLE", "599, INTERNAL"
  })
  void goByTheStatusWhereTheCodeIsNotKnown(int status, ErrorCode expected) {
    String body = "{\"code\":\"from-the-future\",\"title\":\"t\",\"status\":0,\"detail\":\"d\"}";

    assertThat(of(status, body).code()).isEqualTo(expected);
    assertThat(of(status, "<html>no</html>").code()).isEqualTo(expected);
    assertThat(of(status, "").code()).isEqualTo(expected);
  }
}
