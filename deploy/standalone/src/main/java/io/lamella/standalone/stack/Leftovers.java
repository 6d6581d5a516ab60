package io.lamella.standalone.stack;

import io.lamella.standalone.stack.StackState.Running;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Processes that a supervisor left behind when it was killed. */
public final class Leftovers {
  private static final Duration PATIENCE = Duration.ofSeconds(15);

  private Leftovers() {}

  /** The processes that the folder's last state names and that still live. */
  public static List<Running> in(StackFolder folder) {
    return StackState.read(folder).map(StackState::processes).orElse(List.of()).stream()
        .filter(process -> process.process().alive().isPresent())
        .toList();
  }

  /**
   * Ends them, all services together and then what they need, the last started first, and returns
   * the ports that were in use. To be called by the holder of the folder's lock, or when there is
   * none.
   */
  public static Map<String, Integer> end(StackFolder folder) throws IOException {
    List<Running> left = new ArrayList<>(in(folder));
    Collections.reverse(left);
    left.stream()
        .filter(process -> process.role().compareTo(Role.KAFKA) > 0)
        .flatMap(process -> process.process().alive().stream())
        .forEach(ProcessHandle::destroy);
    left.forEach(process -> process.process().end(PATIENCE));
    Optional<StackState> before = StackState.read(folder);
    return before.map(StackState::ports).orElse(Map.of());
  }
}
