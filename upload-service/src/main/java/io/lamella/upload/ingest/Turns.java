package io.lamella.upload.ingest;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** Things of several owners that wait: each owner has its turn after the others had theirs. */
final class Turns<T> {
  private final Map<UUID, Deque<T>> waiting = new LinkedHashMap<>();

  synchronized void add(UUID owner, T thing) {
    waiting.computeIfAbsent(owner, o -> new ArrayDeque<>()).add(thing);
  }

  /** Takes the oldest thing of the owner whose turn it is; there is to be one. */
  synchronized T next() {
    UUID owner = waiting.keySet().iterator().next();
    Deque<T> own = waiting.remove(owner);
    T thing = own.remove();
    if (!own.isEmpty()) {
      waiting.put(owner, own);
    }
    return thing;
  }
}
