package io.lamella.standalone.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.standalone.Installation;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A machine of a user: a working folder and a Lamella home of its own, and the command line. */
final class Machine {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Installation installation;
  private final Path folder;
  private final String url;

  Machine(Installation installation, Path folder, String url) throws IOException {
    this.installation = installation;
    this.folder = folder;
    this.url = url;
    Files.createDirectories(folder.resolve("work"));
  }

  /** A place of this machine. */
  Path path(String name) {
    return folder.resolve(name);
  }

  /**
   * Runs a command and returns the object that it answers with.
   *
   * @throws DemoFailedException when it did not end well
   */
  JsonNode run(String... arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(installation.top().resolve("lamella").toString());
    command.addAll(List.of(arguments));
    command.add("--json");
    Path errors = folder.resolve("stderr");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .directory(path("work").toFile())
            .redirectInput(new File("/dev/null"))
            .redirectError(errors.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("LAMELLA_"));
    builder
        .environment()
        .putAll(Map.of("LAMELLA_URL", url, "LAMELLA_HOME", path("home").toString()));
    Process process = builder.start();
    byte[] answer = process.getInputStream().readAllBytes();
    int exit = exitOf(process);
    if (exit != 0) {
      throw new DemoFailedException(
          "lamella %s ended with %d: %s"
              .formatted(String.join(" ", arguments), exit, Files.readString(errors).strip()));
    }
    return JSON.readTree(answer);
  }

  private static int exitOf(Process process) {
    try {
      return process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new DemoFailedException("interrupted");
    }
  }
}
