package io.lamella.standalone.edge;

import io.vertx.core.MultiMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Headers on their way through. */
final class Headers {
  private static final Set<String> HOP_BY_HOP =
      Set.of(
          "connection",
          "keep-alive",
          "proxy-authenticate",
          "proxy-authorization",
          "proxy-connection",
          "te",
          "trailer",
          "transfer-encoding",
          "upgrade");

  private Headers() {}

  /** Copies all but what concerns one connection only. */
  static void copy(MultiMap from, MultiMap to) {
    Set<String> own = new HashSet<>(HOP_BY_HOP);
    for (String value : from.getAll("connection")) {
      for (String name : value.split(",")) {
        own.add(name.trim().toLowerCase(Locale.ROOT));
      }
    }
    from.forEach(
        (name, value) -> {
          if (!own.contains(name.toLowerCase(Locale.ROOT))) {
            to.add(name, value);
          }
        });
  }
}
