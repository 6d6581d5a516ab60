package io.lamella.upload.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Paths as they stand in addresses. */
final class Percent {
  private static final String PLAIN = "/-._~!$&'()+,;=:@";

  private Percent() {}

  /** What has a meaning in addresses is percent-encoded. */
  static String encoded(String path) {
    StringBuilder text = new StringBuilder();
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (b & 0xff);
      if (c < 128 && (Character.isLetterOrDigit(c) || PLAIN.indexOf(c) >= 0)) {
        text.append(c);
      } else {
        text.append(String.format(Locale.ROOT, "%%%02X", (int) c));
      }
    }
    return text.toString();
  }
}
