package io.lamella.sdk.contents;

import io.lamella.content.pack.PackRef;
import java.net.URI;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Addresses of packs in their buckets, each until its end; given up for good where they lead
 * nowhere. Safe for use by several threads.
 */
final class DirectAddresses {
  private static final int KEPT = 4_096;
  private static final int REFUSALS = 3;
  private static final Pattern MAX_AGE = Pattern.compile("max-age=(\\d{1,9})");

  private record Known(URI address, Instant until) {}

  private final Map<PackRef, Known> known = new ConcurrentHashMap<>();
  private final AtomicInteger refusals = new AtomicInteger();

  /** False once they are given up. */
  boolean areUsed() {
    return refusals.get() < REFUSALS;
  }

  /** The address of a pack, if one is known that is good. */
  Optional<URI> of(PackRef pack) {
    Known found = areUsed() ? known.get(pack) : null;
    return found == null || Instant.now().isAfter(found.until())
        ? Optional.empty()
        : Optional.of(found.address());
  }

  /**
   * Keeps what a redirect says: the address, for as long as the answer may be kept.
   *
   * @return the address; empty when it is none that can be asked
   */
  Optional<URI> keep(PackRef pack, HttpHeaders redirect) {
    Optional<URI> address =
        redirect.firstValue("Location").map(URI::create).filter(DirectAddresses::isOfTheWeb);
    address.ifPresent(
        found -> {
          if (known.size() >= KEPT) {
            known.clear();
          }
          known.put(pack, new Known(found, Instant.now().plus(age(redirect))));
        });
    return address;
  }

  private static boolean isOfTheWeb(URI address) {
    return "https".equals(address.getScheme()) || "http".equals(address.getScheme());
  }

  private static Duration age(HttpHeaders redirect) {
    Matcher said = MAX_AGE.matcher(redirect.firstValue("Cache-Control").orElse(""));
    return said.find() ? Duration.ofSeconds(Long.parseLong(said.group(1))) : Duration.ZERO;
  }

  /** The server of an address did not give the bytes; after a few such times none is asked. */
  void refused(PackRef pack) {
    known.remove(pack);
    refusals.incrementAndGet();
  }

  /** The server of an address cannot be reached from here. */
  void giveUp() {
    refusals.set(REFUSALS);
  }
}
