package io.lamella.sdk.link;

import java.time.Duration;

/**
 * How long a server elsewhere is waited for.
 *
 * @param connect for a connection
 * @param stall for the next bytes
 * @param attempts how often the same is tried
 * @param pause after the first attempt; doubled after each
 */
record LinkPatience(Duration connect, Duration stall, int attempts, Duration pause) {
  static final LinkPatience USUAL =
      new LinkPatience(Duration.ofSeconds(10), Duration.ofSeconds(30), 4, Duration.ofMillis(250));
}
