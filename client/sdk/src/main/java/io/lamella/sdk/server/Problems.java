package io.lamella.sdk.server;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.error.Problem;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/** Turns an answer that is an error into the exception of its code. */
final class Problems {
  private Problems() {}

  static LamellaException of(int status, byte[] body) {
    Optional<Problem> problem = parse(body);
    ErrorCode code =
        problem
            .flatMap(p -> Optional.ofNullable(p.code()))
            .flatMap(ErrorCode::of)
            .orElseGet(() -> byStatus(status));
    String detail =
        problem
            .map(p -> p.detail() != null ? p.detail() : p.title())
            .orElseGet(() -> "the server answered " + status + excerpt(body));
    return new LamellaException(code, detail, null, problem.map(Problem::requestId).orElse(null));
  }

  /** The most general code of a status, for servers that know codes which we do not. */
  static ErrorCode byStatus(int status) {
    return switch (status) {
      case 400, 422 -> ErrorCode.INVALID_REQUEST;
      case 404 -> ErrorCode.NOT_FOUND;
      case 409 -> ErrorCode.CONFLICT;
      case 501, 505 -> ErrorCode.INTERNAL;
      case 504 -> ErrorCode.UNAVAILABLE;
      default ->
          Arrays.stream(ErrorCode.values())
              .filter(code -> code.status() == status)
              .findFirst()
              .orElse(status < 500 ? ErrorCode.INVALID_REQUEST : ErrorCode.INTERNAL);
    };
  }

  private static Optional<Problem> parse(byte[] body) {
    try {
      Problem problem = Json.MAPPER.readValue(body, Problem.class);
      return problem == null || (problem.detail() == null && problem.title() == null)
          ? Optional.empty()
          : Optional.of(problem);
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, StandardCharsets.UTF_8).strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + text.substring(0, Math.min(text.length(), 200));
  }
}
