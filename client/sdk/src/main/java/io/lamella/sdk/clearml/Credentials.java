package io.lamella.sdk.clearml;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** An access key of ClearML and its secret. */
public record Credentials(String key, String secret) {
  String basic() {
    return "Basic "
        + Base64.getEncoder().encodeToString((key + ":" + secret).getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return key;
  }
}
