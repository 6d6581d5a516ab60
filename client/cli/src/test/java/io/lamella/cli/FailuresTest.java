package io.lamella.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.content.CorruptedException;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

class FailuresTest {
  private final StringWriter err = new StringWriter();

  private int fail(boolean json, Exception failure) {
    CommandLine line = Lamella.commandLine("show");
    line.setErr(new PrintWriter(err));
    return new Failures(json).handleExecutionException(failure, line, null);
  }

  private JsonNode problem() throws IOException {
    return Json.MAPPER.readTree(err.toString());
  }

  static Stream<Exception> damages() {
    return Stream.of(new CorruptedException("a: bad"), new NoSuchObjectException("packs/a"));
  }

  @ParameterizedTest
  @MethodSource("damages")
  void bytesThatAreGoneOrChangedAreDamagedContent(Exception failure) throws IOException {
    assertThat(fail(true, failure)).isEqualTo(1);

    assertThat(problem().path("code").asText()).isEqualTo("content-damaged");
    assertThat(problem().path("detail").asText()).isEqualTo(failure.getMessage());
  }

  @Test
  void namesEachThingThatWasNotTakenInOneObject() throws IOException {
    assertThat(fail(true, new IncompleteException("not all", List.of("a: gone", "b: gone"))))
        .isEqualTo(1);

    assertThat(err.toString().strip().lines()).hasSize(1);
    assertThat(problem().path("items"))
        .extracting(JsonNode::asText)
        .containsExactly("a: gone", "b: gone");
  }

  @Test
  void aFileOfThisMachineIsNoErrorOfTheServer() throws IOException {
    assertThat(fail(true, new NoSuchFileException("here.txt"))).isEqualTo(1);

    assertThat(problem().path("code").asText()).isEqualTo("local-file");
    assertThat(problem().path("status").asInt()).isEqualTo(400);
    assertThat(problem().path("detail").asText()).isEqualTo("here.txt: does not exist");
  }

  @Test
  void whatFailedAtTheServerIsToldWithTheIdThatItsLogHas() throws IOException {
    LamellaException failure =
        new LamellaException(ErrorCode.INTERNAL, "Try again", null, "3c79a-1");

    fail(false, failure);

    assertThat(err).hasToString("lamella: Try again (request 3c79a-1)" + System.lineSeparator());
  }

  @Test
  void whatTheClientCanMendIsToldWithoutTheIdButForPrograms() throws IOException {
    LamellaException failure =
        new LamellaException(ErrorCode.WRONG_STATE, "Resume it", null, "3c79a-2");

    fail(false, failure);
    assertThat(err).hasToString("lamella: Resume it" + System.lineSeparator());

    err.getBuffer().setLength(0);
    fail(true, failure);
    assertThat(problem().path("requestId").asText()).isEqualTo("3c79a-2");
  }

  @Test
  void aProblemOfNoRequestHasNoId() throws IOException {
    fail(true, new NoSuchFileException("here.txt"));

    assertThat(problem().has("requestId")).isFalse();
  }

  @Test
  void aFullDiskOfThisMachineIsSaidWithWhatToDo() throws IOException {
    assertThat(fail(true, new IOException("No space left on device"))).isEqualTo(1);

    assertThat(problem().path("code").asText()).isEqualTo("local-file");
    assertThat(problem().path("detail").asText()).contains("no room left", "make room");
  }
}
