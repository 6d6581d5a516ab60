package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A command that has ended: its exit code and what it said. */
record Finished(List<String> command, int exit, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command to its end. */
  static Finished of(
      List<String> command, Path folder, Map<String, String> environment, Duration limit) {
    try {
      Path out = Files.createTempFile("lamella-out", ".txt");
      Path err = Files.createTempFile("lamella-err", ".txt");
      Process process = start(command, folder, environment, out, err);
      if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
        throw new AssertionError(
            command + " did not end within " + limit + ": " + Files.readString(err));
      }
      Finished finished =
          new Finished(command, process.exitValue(), Files.readString(out), Files.readString(err));
      Files.delete(out);
      Files.delete(err);
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  /** Starts a command whose output goes to files. */
  static Process start(
      List<String> command, Path folder, Map<String, String> environment, Path out, Path err)
      throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectOutput(out.toFile())
            .redirectError(err.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LAMELLA_"));
    builder.environment().putAll(environment);
    return builder.start();
  }

  Finished expect(int code) {
    assertThat(exit).as("exit code of %s%nout: %s%nerr: %s", command, out, err).isEqualTo(code);
    return this;
  }

  /** The one JSON object on stdout. */
  JsonNode json() {
    List<JsonNode> lines = lines();
    assertThat(lines).as("one object from %s", command).hasSize(1);
    return lines.get(0);
  }

  /** JSON objects on stdout, one a line. */
  List<JsonNode> lines() {
    return out.lines().filter(line -> !line.isBlank()).map(Finished::parse).toList();
  }

  /** The problem on stderr. */
  JsonNode problem() {
    return parse(err.strip());
  }

  private static JsonNode parse(String text) {
    try {
      return JSON.readTree(text.getBytes(StandardCharsets.UTF_8));
    } catch (JsonProcessingException e) {
      throw new AssertionError("no JSON: " + text, e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
