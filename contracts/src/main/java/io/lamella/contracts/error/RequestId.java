package io.lamella.contracts.error;

import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The id of a request, which client and server know: the client's own, or one that the server gives
 * it. It is in the answer's header, in its problem and in the server's log lines.
 */
public final class RequestId {
  /** Header of requests and of their answers. */
  public static final String HEADER = "X-Request-Id";

  private static final Pattern SANE = Pattern.compile("[A-Za-z0-9._-]{1,128}");

  private RequestId() {}

  /** What a client calls its request, if that can stand in a log line. */
  public static Optional<String> sane(@Nullable String header) {
    return Optional.ofNullable(header).filter(id -> SANE.matcher(id).matches());
  }
}
