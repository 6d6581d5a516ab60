package io.lamella.kit.problem;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.lamella.kit.event.EventJson;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class UnfitBodyTest {
  private enum Color {
    RED,
    BLUE
  }

  private record Inner(UUID id, Color color) {}

  private record Body(
      List<String> parents,
      boolean verify,
      long files,
      Inner inner,
      List<Inner> more,
      String name,
      Map<String, String> tags) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{\"parents\": \"x\"}            | The field parents must be a list",
        "{\"parents\": [[1]]}            | The field parents[0] must be a text",
        "{\"verify\": \"maybe\"}         | The field verify must be true or false",
        "{\"files\": \"many\"}           | The field files must be a number",
        "{\"inner\": 3}                  | The field inner must be an object",
        "{\"inner\": {\"id\": \"x\"}}    | The field inner.id must be a text that is a UUID",
        "{\"more\": [{\"color\": \"X\"}]} | The field more[0].color must be one of [RED, BLUE]",
        "{\"name\": {}}                  | The field name must be a text",
        "{\"tags\": []}                  | The field tags must be an object",
        "[]                              | The body must be an object"
      })
  void namesTheFieldAndWhatItMustBe(String body, String detail) {
    MismatchedInputException failure =
        catchThrowableOfType(
            MismatchedInputException.class, () -> EventJson.MAPPER.readValue(body, Body.class));

    assertThat(UnfitBody.detail(failure)).isEqualTo(detail);
  }
}
