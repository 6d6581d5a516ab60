package io.lamella.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.Problem;
import jakarta.ws.rs.WebApplicationException;
import jakarta.ws.rs.core.Response;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProblemMappersTest {
  @ParameterizedTest
  @CsvSource({
    "404, not-found",
    "405, method-not-allowed",
    "406, not-acceptable",
    "413, too-large",
    "415, unsupported-media-type"
  })
  void keepsTheStatusOfWhatTheFrameworkRefuses(int status, String code) {
    Response response = new ProblemMappers().map(new WebApplicationException("x", status), null);

    assertThat(response.getStatus()).isEqualTo(status);
    assertThat(response.getMediaType()).hasToString(Problem.MEDIA_TYPE);
    assertThat(response.getEntity()).extracting("code", "status").containsExactly(code, status);
  }
}
