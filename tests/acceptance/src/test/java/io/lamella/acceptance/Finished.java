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

/** A command that has ended: its exit code and what it said. */
record Finished(List<String> command, int exit, String out, String err) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Runs a command to its end. */
  static Finished of(
      List<String> command, Path folder, Map<String, String> environment, Duration limit) {
    try {
      Started started = Started.of(command, folder, environment);
      Finished finished = started.finished(limit);
      Files.delete(started.out());
      Files.delete(started.err());
      return finished;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
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
