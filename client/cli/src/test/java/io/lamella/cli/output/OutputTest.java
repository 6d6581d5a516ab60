package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  @ParameterizedTest
  @CsvSource({"y, true", "' YES ', true", "n, false", "'', false", "yesterday, false"})
  void onlyYesIsYes(String answer, boolean yes) throws IOException {
    byte[] typed = (answer + "\n").getBytes(StandardCharsets.UTF_8);

    assertThat(Output.isYes(new ByteArrayInputStream(typed))).isEqualTo(yes);
  }

  @Test
  void nobodyIsAskedWithJsonNorIsTheEndOfInputAnAnswer() throws IOException {
    assertThat(output(true, false).canAsk()).isFalse();
    assertThat(Output.isYes(InputStream.nullInputStream())).isFalse();
  }

  @Test
  void remarksAreLinesForPeopleAndNothingWhenQuiet() {
    output(false, false).note("left out");
    output(false, true).note("hush");

    assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("left out\n");
  }
}
