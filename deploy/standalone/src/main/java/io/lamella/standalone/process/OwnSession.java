package io.lamella.standalone.process;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Commands whose processes do not belong to the terminal: neither its interrupt key nor its end
 * reaches them, so that they are stopped in order by whoever looks after them.
 */
public final class OwnSession {
  private static final List<String> PREFIX =
      Stream.of("/usr/bin/setsid", "/bin/setsid", "/usr/bin/nohup")
          .filter(program -> Files.isExecutable(Path.of(program)))
          .limit(1)
          .toList();

  private OwnSession() {}

  /** The command in a session of its own; the process that is started becomes the command. */
  public static List<String> command(List<String> command) {
    List<String> whole = new ArrayList<>(PREFIX);
    whole.addAll(command);
    return whole;
  }

  /** The same for the Java that runs this. */
  public static List<String> java(List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(arguments);
    return command(command);
  }
}
