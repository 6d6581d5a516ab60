package io.lamella.sdk.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** What this machine is called. */
public final class Host {
  private Host() {}

  /** {@code HOSTNAME} of the environment, or what the machine itself says. */
  public static Optional<String> name(Map<String, String> environment) {
    String named = environment.get("HOSTNAME");
    return named != null && !named.isBlank()
        ? Optional.of(named)
        : firstLine(Path.of("/etc/hostname"));
  }

  private static Optional<String> firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).filter(line -> !line.isEmpty());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
