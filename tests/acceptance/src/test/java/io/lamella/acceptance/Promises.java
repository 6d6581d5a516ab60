package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** What the server has acknowledged to its clients, all together. */
final class Promises {
  /** A version that somebody was told is FINAL, and what was put into it. */
  record Sealed(String id, Map<String, Recipe> content) {
    Sealed {
      content = Map.copyOf(content);
    }

    Map<String, String> told() {
      Map<String, String> told = new TreeMap<>();
      content.forEach((path, file) -> told.put(path, file.told()));
      return told;
    }
  }

  /** A draft of one client: all that was acknowledged so far. */
  static final class Draft {
    final String id;
    final Map<String, Recipe> content;

    /**
     * Paths that nothing more is done to: an unanswered request about them may still take effect.
     */
    final Set<String> unsettled = new HashSet<>();

    Draft(String id, Map<String, Recipe> parent) {
      this.id = id;
      this.content = new TreeMap<>(parent);
    }

    void put(String path, Recipe file) {
      content.put(path, file);
    }

    void remove(String path) {
      content.remove(path);
    }

    Sealed sealed() {
      return new Sealed(id, content);
    }
  }

  private final Map<String, Sealed> sealed = new ConcurrentHashMap<>();
  private final List<Sealed> order = new CopyOnWriteArrayList<>();
  private final List<Draft> left = new CopyOnWriteArrayList<>();
  private final AtomicInteger uncertain = new AtomicInteger();

  /** Somebody was told that the version is FINAL; it cannot be with another content later. */
  void sealed(Sealed version) {
    Sealed before = sealed.putIfAbsent(version.id(), version);
    if (before == null) {
      order.add(version);
    } else {
      assertThat(version).isEqualTo(before);
    }
  }

  /** A draft that its client leaves as it is. */
  void left(Draft draft) {
    left.add(draft);
  }

  /** A version may have been made that nobody was told of. */
  void uncertain() {
    uncertain.incrementAndGet();
  }

  Map<String, Sealed> sealed() {
    return sealed;
  }

  List<Draft> left() {
    return left;
  }

  int uncertainVersions() {
    return uncertain.get();
  }

  /** One that is FINAL, the newer the likelier; there is one. */
  Sealed any(Random random) {
    int size = order.size();
    return order.get(size - 1 - Math.min(random.nextInt(size), random.nextInt(size)));
  }

  boolean isEmpty() {
    return order.isEmpty();
  }
}
