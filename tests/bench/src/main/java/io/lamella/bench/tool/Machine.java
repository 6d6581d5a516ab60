package io.lamella.bench.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.Sample;
import io.lamella.bench.measure.Timed;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine that uses Lamella: a home with a cache of its own, and the command line. */
public final class Machine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Stack stack;
  private final Path folder;

  /**
   * @param folder for all that is the machine's own
   */
  public Machine(Stack stack, Path folder) throws IOException {
    this.stack = stack;
    this.folder = Files.createDirectories(folder);
  }

  /**
   * What a command answered, and what it took.
   *
   * @param answer the object of {@code --json}
   */
  public record Answered(JsonNode answer, Sample sample) {
    long number(String field) {
      return answer.path(field).asLong();
    }

    String text(String field) {
      return answer.path(field).asText();
    }
  }

  /** Runs a command. */
  public Answered run(List<String> arguments) throws IOException {
    List<String> line = new ArrayList<>();
    line.add(stack.script().toString());
    line.addAll(arguments);
    line.add("--json");
    double before = stack.cpuSeconds();
    Timed timed =
        new Command(
                line,
                folder,
                Map.of(
                    "LAMELLA_URL", stack.url(), "LAMELLA_HOME", folder.resolve("home").toString()))
            .run();
    return new Answered(parse(timed), Sample.of(timed, stack.cpuSeconds() - before));
  }

  private static JsonNode parse(Timed timed) throws JsonProcessingException {
    return JSON.readTree(timed.out());
  }
}
