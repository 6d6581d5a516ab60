package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class OutputTest {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream err = new ByteArrayOutputStream();

  private Output output(boolean json, boolean quiet) {
    return new Output(json, quiet, stream(out), stream(err));
  }

  private static PrintStream stream(ByteArrayOutputStream bytes) {
    return new PrintStream(bytes, true, StandardCharsets.UTF_8);
  }

  @Test
  void remarksAreObjectsWithJsonAndComeWhenAllIsDone() {
    Output output = output(true, false);

    output.note("left out");
    assertThat(err.toString(StandardCharsets.UTF_8)).isEmpty();
    output.answer(Map.of("id", 1), "one");
    output.end();

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("{\"note\":\"left out\"}\n");
    assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("{\"id\":1}\n");
  }

  @Test
  void remarksAreLinesForPeopleAndNothingWhenQuiet() {
    output(false, false).note("left out");
    output(false, true).note("hush");

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("left out\n");
  }
}
