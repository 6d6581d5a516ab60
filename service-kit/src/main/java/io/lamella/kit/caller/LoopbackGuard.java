package io.lamella.kit.caller;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Keeps web pages of other sites away from a service that listens on loopback without tokens. */
public final class LoopbackGuard {
  private static final Set<String> NAMES =
      Set.of("localhost", "127.0.0.1", "::1", "[::1]", "0:0:0:0:0:0:0:1");

  private LoopbackGuard() {}

  /** True when a service that listens on {@code host} can be reached from this machine only. */
  public static boolean isLoopback(String host) {
    return NAMES.contains(host) || host.startsWith("127.");
  }

  /**
   * True when a request names this machine in {@code Host} and, if it has one, in {@code Origin}.
   */
  public static boolean accepts(@Nullable String hostHeader, @Nullable String origin) {
    return hostHeader != null
        && isLoopback(withoutPort(hostHeader))
        && (origin == null || isLocalOrigin(origin));
  }

  private static boolean isLocalOrigin(String origin) {
    try {
      String host = URI.create(origin).getHost();
      return host != null && isLoopback(host);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static String withoutPort(String hostHeader) {
    int colon = hostHeader.lastIndexOf(':');
    boolean hasPort = colon > hostHeader.lastIndexOf(']');
    return hasPort ? hostHeader.substring(0, colon) : hostHeader;
  }
}
