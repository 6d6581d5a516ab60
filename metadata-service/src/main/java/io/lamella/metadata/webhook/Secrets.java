package io.lamella.metadata.webhook;

import io.lamella.metadata.limit.Rules;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Secrets and signatures as the Standard Webhooks specification has them. */
final class Secrets {
  private static final String PREFIX = "whsec_";
  private static final int LEAST = 24;
  private static final int MOST = 64;
  private static final int MADE = 32;
  private static final String ALGORITHM = "HmacSHA256";
  private static final SecureRandom RANDOM = new SecureRandom();

  private Secrets() {}

  static String make() {
    byte[] bytes = new byte[MADE];
    RANDOM.nextBytes(bytes);
    return PREFIX + Base64.getEncoder().encodeToString(bytes);
  }

  /**
   * A given secret, with its prefix.
   *
   * @throws io.lamella.contracts.error.LamellaException {@code invalid-request}, which does not
   *     repeat it
   */
  static String given(String secret) {
    byte @Nullable [] key = key(secret);
    if (key == null || key.length < LEAST || key.length > MOST) {
      throw Rules.invalid(
          "a secret is Base64 of " + LEAST + " to " + MOST + " bytes, perhaps after " + PREFIX);
    }
    return PREFIX + Base64.getEncoder().encodeToString(key);
  }

  private static byte @Nullable [] key(String secret) {
    try {
      return Base64.getDecoder()
          .decode(secret.startsWith(PREFIX) ? secret.substring(PREFIX.length()) : secret);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  /**
   * The value of {@code webhook-signature}: over id, time and body with dots between.
   *
   * @param timestamp seconds since 1970
   */
  static String sign(String secret, String id, long timestamp, String body) {
    byte @Nullable [] key = key(secret);
    if (key == null) {
      throw new IllegalStateException("a secret that was checked is Base64");
    }
    try {
      Mac mac = Mac.getInstance(ALGORITHM);
      mac.init(new SecretKeySpec(key, ALGORITHM));
      byte[] signed = (id + "." + timestamp + "." + body).getBytes(StandardCharsets.UTF_8);
      return "v1," + Base64.getEncoder().encodeToString(mac.doFinal(signed));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java platform has " + ALGORITHM, e);
    }
  }
}
