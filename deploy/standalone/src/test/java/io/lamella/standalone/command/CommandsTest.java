package io.lamella.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.standalone.stack.StackFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class CommandsTest {
  @TempDir private Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--listen 0.0.0.0",
        "--listen 127.example.invalid",
        "--scale upload=0",
        "--scale kafka=2",
        "--port 70000",
        "--tokens-file /no/such/file"
      })
  void upRefusesWhatItMustNotDo(String options) {
    String[] arguments = ("--data-dir " + folder.resolve("stack") + " " + options).split(" ");

    int exit =
        new CommandLine(new Up()).setErr(new PrintWriter(new StringWriter())).execute(arguments);

    assertThat(exit).isEqualTo(2);
    assertThat(folder.resolve("stack")).doesNotExist();
  }

  @Test
  void psSaysThatNothingRuns() {
    assertThat(new CommandLine(new Ps()).execute("--data-dir", folder.toString())).isEqualTo(1);
  }

  @Test
  void downOfNothingIsDone() {
    assertThat(new CommandLine(new Down()).execute("--data-dir", folder.toString())).isZero();
  }

  @Test
  void aLogIsPrintedAsItGrowsInWholeLines() throws IOException {
    // Given
    Path log = Files.writeString(folder.resolve("upload.log"), "one\ntwo\nthr");
    LogTail tail = new LogTail(log, "upload | ");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    tail.print(out);
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("upload | one\nupload | two\n");

    // When
    Files.writeString(log, "ee\n", StandardOpenOption.APPEND);
    tail.print(out);

    // Then
    assertThat(printed.toString(StandardCharsets.UTF_8)).endsWith("two\nupload | three\n");
  }

  @Test
  void logsThatAppearLaterArePrintedToo() throws IOException {
    // Given
    Path logs = Files.createDirectories(folder.resolve("logs"));
    Files.writeString(logs.resolve("worker.log"), "one\n");
    Files.writeString(logs.resolve("upload.log"), "not this\n");
    LogTails tails = new LogTails(new StackFolder(folder), "worker");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(printed, true, StandardCharsets.UTF_8);
    assertThat(tails.print(out)).isTrue();

    // When
    Files.writeString(logs.resolve("worker-2.log"), "two\n");
    tails.print(out);

    // Then
    assertThat(printed.toString(StandardCharsets.UTF_8)).isEqualTo("one\ntwo\n");
  }

  @Test
  void logsOfNothingAreNotFound() {
    assertThat(new CommandLine(new Logs()).execute("--data-dir", folder.toString())).isEqualTo(3);
  }
}
