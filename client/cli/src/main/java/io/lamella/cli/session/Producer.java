package io.lamella.cli.session;

import io.lamella.sdk.run.Host;
import io.lamella.sdk.run.Run;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says what makes a version: run, command, commit, host. */
public final class Producer {
  private Producer() {}

  public static Map<String, Object> describe(Session session) {
    Map<String, Object> by = new LinkedHashMap<>();
    put(by, "run", Run.find(session.environment()).map(Run::id).orElse(null));
    put(by, "command", session.command());
    put(by, "commit", commit(session.folder()));
    put(by, "host", host(session));
    put(by, "user", System.getProperty("user.name"));
    put(by, "folder", session.folder().toString());
    return by;
  }

  private static void put(Map<String, Object> by, String name, @Nullable String value) {
    if (value != null) {
      by.put(name, value);
    }
  }

  /** What this machine is called; null: nobody knows. */
  public static @Nullable String host(Session session) {
    return Host.name(session.environment()).orElse(null);
  }

  /** The commit that is checked out where the command runs. */
  private static @Nullable String commit(Path start) {
    for (Path folder = start; folder != null; folder = folder.getParent()) {
      Path head = folder.resolve(".git/HEAD");
      if (Files.isRegularFile(head)) {
        String text = firstLine(head);
        return text != null && text.startsWith("ref: ")
            ? firstLine(folder.resolve(".git").resolve(text.substring(5)))
            : text;
      }
    }
    return null;
  }

  private static @Nullable String firstLine(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.findFirst().map(String::strip).orElse(null);
    } catch (IOException e) {
      return null;
    }
  }
}
