package io.lamella.standalone.command;

import io.lamella.standalone.stack.StackFolder;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The logs of a stack, or of one role in it; those that appear later join in. */
final class LogTails {
  private final StackFolder folder;
  private final @Nullable String role;
  private final Map<Path, LogTail> tails = new TreeMap<>();

  LogTails(StackFolder folder, @Nullable String role) {
    this.folder = folder;
    this.role = role;
  }

  /** Prints what was not printed yet; false when there is no such log. */
  boolean print(PrintStream out) throws IOException {
    for (Path log : logs()) {
      String name = log.getFileName().toString().replace(".log", "");
      if (role == null || name.equals(role) || name.startsWith(role + "-")) {
        tails.computeIfAbsent(log, l -> new LogTail(l, role == null ? name + " | " : ""));
      }
    }
    for (LogTail tail : tails.values()) {
      tail.print(out);
    }
    return !tails.isEmpty();
  }

  private List<Path> logs() throws IOException {
    try (Stream<Path> files = Files.list(folder.logs())) {
      return files.filter(file -> file.toString().endsWith(".log")).toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }
}
