package io.lamella.contracts.loopback;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Keeps web pages out of a server that trusts whoever reaches it on loopback: a page may make a
 * browser send requests there, under its own host name (rebinding) or from its own origin.
 */
public final class LoopbackGuard {
  private static final String IPV4 = "127(\\.\\d{1,3}){3}";
  private static final Pattern ADDRESS = Pattern.compile("localhost|::1|" + IPV4);
  private static final Pattern HOST =
      Pattern.compile("(localhost|\\[::1]|" + IPV4 + ")(:\\d{1,5})?");

  private LoopbackGuard() {}

  /** True when a server that listens on {@code address} can be reached from its machine only. */
  public static boolean isLoopback(String address) {
    return ADDRESS.matcher(address).matches();
  }

  /**
   * Why a request must not be answered, if so: it has to name this machine, and a page that sends
   * it has to come from the very same address.
   *
   * @param host the header Host
   * @param origin the header Origin
   */
  public static Optional<String> refusal(@Nullable String host, @Nullable String origin) {
    if (host == null || !HOST.matcher(host).matches()) {
      return Optional.of("This server listens on loopback and answers to localhost, not " + host);
    }
    if (origin != null && !origin.equals("http://" + host)) {
      return Optional.of("Requests from pages of " + origin + " are not answered");
    }
    return Optional.empty();
  }
}
