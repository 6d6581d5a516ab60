package io.lamella.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * RFC 9457 problem details, media type {@code application/problem+json}.
 *
 * @param code stable code, see {@link ErrorCode}
 * @param title short text of the code
 * @param status HTTP status
 * @param detail what is wrong here and what to do
 */
public record Problem(String code, String title, int status, @Nullable String detail) {
  public static final String MEDIA_TYPE = "application/problem+json";

  public static Problem of(ErrorCode code, @Nullable String detail) {
    return new Problem(code.code(), code.title(), code.status(), detail);
  }
}
