package io.lamella.standalone.edge;

import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out of a server that trusts whoever reaches it on loopback: a page may make a
 * browser send requests there, under its own host name (rebinding) or from its own origin.
 */
final class LoopbackGuard {
  private static final Set<String> NAMES = Set.of("127.0.0.1", "localhost", "[::1]");

  private LoopbackGuard() {}

  /** Why a request with these headers must not pass, if so. */
  static Optional<String> refusal(@Nullable String host, @Nullable String origin) {
    if (host == null || !NAMES.contains(withoutPort(host))) {
      return Optional.of("This server listens on loopback and answers to localhost, not " + host);
    }
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.of("Requests from pages of " + origin + " are not answered");
    }
    return Optional.empty();
  }

  private static String withoutPort(String host) {
    int colon = host.lastIndexOf(':');
    return colon > host.lastIndexOf(']') ? host.substring(0, colon) : host;
  }
}
