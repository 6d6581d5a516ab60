package io.lamella.standalone.edge;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** Which service answers which path. The prefixes are disjoint; what none claims is metadata's. */
public final class Routes {
  private static final Map<String, Service> PREFIXES =
      Map.of(
          "chunks", Service.UPLOAD,
          "packs", Service.UPLOAD,
          "drafts", Service.UPLOAD,
          "tus", Service.UPLOAD,
          "contents", Service.CACHE,
          "previews", Service.CACHE,
          "local-copies", Service.CACHE);

  private final Map<Service, List<Target>> targets;
  private final AtomicInteger turn = new AtomicInteger();

  /**
   * @param targets at least one target for each service; several take turns
   */
  public Routes(Map<Service, List<Target>> targets) {
    for (Service service : Service.values()) {
      if (targets.getOrDefault(service, List.of()).isEmpty()) {
        throw new IllegalArgumentException("no target for " + service);
      }
    }
    this.targets = Map.copyOf(targets);
  }

  /**
   * Who may answer a request for this raw target, with or without a query: at least one, the one
   * whose turn it is first, then those to ask when it is not there.
   */
  public List<Target> targets(String rawTarget) {
    List<Target> equals = new ArrayList<>(targets.getOrDefault(service(rawTarget), List.of()));
    Collections.rotate(equals, -Math.floorMod(turn.getAndIncrement(), equals.size()));
    return equals;
  }

  static Service service(String rawTarget) {
    if (!rawTarget.startsWith("/v1/")) {
      return Service.METADATA;
    }
    int end = 4;
    while (end < rawTarget.length() && "/?".indexOf(rawTarget.charAt(end)) < 0) {
      end++;
    }
    return PREFIXES.getOrDefault(rawTarget.substring(4, end), Service.METADATA);
  }

  /** The services behind the edge. */
  public enum Service {
    METADATA,
    UPLOAD,
    CACHE
  }

  /** Where one process of a service listens. */
  public record Target(Service service, String host, int port) {}
}
