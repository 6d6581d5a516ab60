package io.lamella.cache.preview;

import io.lamella.cache.stream.Answer;
import io.lamella.cache.stream.OnePiece;
import io.lamella.kit.event.EventJson;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Answers about files that are anybody's: a browser is told to guess nothing and to run nothing.
 */
final class PreviewAnswers {
  private static final int OK = 200;
  private static final int ACCEPTED = 202;

  private PreviewAnswers() {}

  static Answer json(Object body) throws IOException {
    return body(OK, "application/json", EventJson.MAPPER.writeValueAsBytes(body), Map.of());
  }

  /** Not made yet: come again. */
  static Answer later(Object body) throws IOException {
    return body(
        ACCEPTED,
        "application/json",
        EventJson.MAPPER.writeValueAsBytes(body),
        Map.of("Retry-After", "1"));
  }

  static Answer image(byte[] bytes) {
    return body(OK, bytes[0] == (byte) 0x89 ? "image/png" : "image/jpeg", bytes, Map.of());
  }

  private static Answer body(int status, String type, byte[] bytes, Map<String, String> more) {
    Map<String, String> headers = new LinkedHashMap<>(more);
    headers.put("Content-Type", type);
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("Content-Security-Policy", "default-src 'none'; sandbox");
    headers.put("Cache-Control", "private, no-cache");
    return new Answer.Body(status, headers, bytes.length, new OnePiece(bytes));
  }
}
