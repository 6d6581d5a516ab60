package io.lamella.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class QueryTest {
  @Test
  void encodesValuesAndLeavesOutWhatIsNotThere() {
    Query query =
        new Query("/v1/x")
            .with("ref", "a b/ü@1+2")
            .with("no", null)
            .flag("off", false)
            .flag("on", true)
            .withAll("none", List.of())
            .withAll("tags", List.of("a", "b"));

    assertThat(query).hasToString("/v1/x?ref=a%20b%2F%C3%BC%401%2B2&on=true&tags=a%2Cb");
  }

  @Test
  void isThePathAloneWithoutValues() {
    assertThat(new Query("/v1/x").with("a", null)).hasToString("/v1/x");
  }
}
