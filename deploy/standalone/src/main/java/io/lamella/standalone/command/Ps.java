package io.lamella.standalone.command;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.standalone.stack.Launcher;
import io.lamella.standalone.stack.Role;
import io.lamella.standalone.stack.StackFolder;
import io.lamella.standalone.stack.StackState;
import io.lamella.standalone.stack.StackState.Running;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lamella ps}. */
@Command(
    name = "ps",
    mixinStandardHelpOptions = true,
    description = "Lists the processes of the stack. Exit code 1 when none runs.")
public final class Ps implements Callable<Integer> {
  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private DataDir data = new DataDir();

  @Option(names = "--json", description = "One object a line: role, pid, address, ready.")
  private boolean json;

  /** One line. */
  record Line(Role role, long pid, String address, boolean ready) {
    static Line of(Running process) {
      return new Line(
          process.role(), process.process().pid(), process.address(), process.answers());
    }
  }

  @Override
  public Integer call() throws JsonProcessingException {
    StackFolder folder = data.folder();
    if (!Launcher.isUp(folder)) {
      System.err.println("No stack runs in " + folder.path());
      return 1;
    }
    List<Running> processes = StackState.read(folder).map(StackState::processes).orElse(List.of());
    List<Line> lines = processes.parallelStream().map(Line::of).toList();
    if (!json) {
      System.out.printf("%-11s %8s  %-28s %s%n", "ROLE", "PID", "ADDRESS", "READY");
    }
    for (Line line : lines) {
      if (json) {
        System.out.println(JSON.writeValueAsString(line));
      } else {
        System.out.printf(
            "%-11s %8d  %-28s %s%n",
            line.role().label(), line.pid(), line.address(), line.ready() ? "yes" : "no");
      }
    }
    return 0;
  }
}
