package io.lamella.standalone.stack;

import io.lamella.standalone.process.FreePort;
import java.util.HashMap;
import java.util.Map;

/** Hands out ports by name: the one it had before where that is still free, else another. */
final class Ports {
  private final Map<String, Integer> before;
  private final Map<String, Integer> given = new HashMap<>();

  Ports(Map<String, Integer> before) {
    this.before = Map.copyOf(before);
  }

  int of(String name) {
    return given.computeIfAbsent(name, this::choose);
  }

  Map<String, Integer> given() {
    return Map.copyOf(given);
  }

  private int choose(String name) {
    Integer old = before.get(name);
    if (old != null && !given.containsValue(old) && FreePort.isFree(old)) {
      return old;
    }
    int port = FreePort.find(1).get(0);
    while (given.containsValue(port) || before.containsValue(port)) {
      port = FreePort.find(1).get(0);
    }
    return port;
  }
}
