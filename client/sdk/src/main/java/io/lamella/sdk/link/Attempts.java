package io.lamella.sdk.link;

import io.lamella.sdk.server.Pause;
import java.io.IOException;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Does again what a network has spoilt. A server that was given up on gets one attempt from then
 * on, so that thousands of links to a dead one do not take hours.
 */
final class Attempts {
  /** What is attempted. */
  @FunctionalInterface
  interface Attempt<T> {
    T make() throws IOException;
  }

  private final LinkPatience patience;
  private final Set<String> givenUp = ConcurrentHashMap.newKeySet();

  Attempts(LinkPatience patience) {
    this.patience = patience;
  }

  /**
   * @throws BrokenException what the last attempt has met
   */
  <T> T of(URI server, Attempt<T> attempt) throws IOException {
    String name = String.valueOf(server.getAuthority());
    for (int number = 1; ; number++) {
      try {
        T result = attempt.make();
        givenUp.remove(name);
        return result;
      } catch (BrokenException e) {
        if (number >= patience.attempts() || givenUp.contains(name)) {
          givenUp.add(name);
          throw e;
        }
      }
      Pause.of(patience.pause().multipliedBy(1L << (number - 1)));
    }
  }
}
