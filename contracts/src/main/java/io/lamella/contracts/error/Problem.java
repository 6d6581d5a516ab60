package io.lamella.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details, media type {@code application/problem+json}.
 *
 * @param code stable code, see {@link ErrorCode}
 * @param title short text of the code
 * @param status HTTP status
 * @param detail what is wrong here and what to do
 * @param requestId what the log of the server calls the request, see {@link RequestId}; null: it
 *     came to no server
 */
public record Problem(
    String code, String title, int status, @Nullable String detail, @Nullable String requestId) {
  public static final String MEDIA_TYPE = "application/problem+json";

  /** A problem of no request. */
  public Problem(String code, String title, int status, @Nullable String detail) {
    this(code, title, status, detail, null);
  }

  /** The same problem, of a request. */
  public Problem ofRequest(@Nullable String id) {
    return new Problem(code, title, status, detail, id);
  }

  public static Problem of(ErrorCode code, @Nullable String detail) {
    return new Problem(code.code(), code.title(), code.status(), detail);
  }
}
