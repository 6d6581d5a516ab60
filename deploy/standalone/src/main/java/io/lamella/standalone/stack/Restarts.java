package io.lamella.standalone.stack;

import java.io.IOException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Restarts on threads of their own, one at a time for each part. */
final class Restarts {
  private final Set<Keeper> busy = ConcurrentHashMap.newKeySet();

  void begin(Keeper keeper) {
    if (!busy.add(keeper)) {
      return;
    }
    Thread thread = new Thread(() -> restart(keeper), "restart-" + keeper.part().name());
    thread.setDaemon(true);
    thread.start();
  }

  private void restart(Keeper keeper) {
    String name = keeper.part().name();
    try {
      System.err.println(name + " died and is started again");
      keeper.restart();
    } catch (IOException | RuntimeException e) {
      System.err.println(name + " did not start: " + e.getMessage());
    } finally {
      busy.remove(keeper);
    }
  }
}
