package io.lamella.upload.tus;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What the header {@code Upload-Checksum} says of a request's bytes. */
record Checksum(String algorithm, byte[] value) {
  /** What a client may name, as {@code Tus-Checksum-Algorithm} lists it. */
  static final String ALGORITHMS = "sha1,sha256";

  private static final Map<String, String> PLATFORM = Map.of("sha1", "SHA-1", "sha256", "SHA-256");

  /**
   * @throws LamellaException {@code invalid-request}
   */
  static Checksum parse(String header) {
    String[] parts = header.strip().split(" ", -1);
    if (parts.length != 2) {
      throw invalid("Upload-Checksum is an algorithm, a blank and base64, not " + header, null);
    }
    if (!PLATFORM.containsKey(parts[0])) {
      throw invalid("Checksums here are " + ALGORITHMS + ", not " + parts[0], null);
    }
    try {
      return new Checksum(parts[0], Base64.getDecoder().decode(parts[1]));
    } catch (IllegalArgumentException e) {
      throw invalid("Upload-Checksum has no base64: " + parts[1], e);
    }
  }

  MessageDigest engine() {
    try {
      return MessageDigest.getInstance(PLATFORM.get(algorithm));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has it", e);
    }
  }

  private static LamellaException invalid(String detail, @Nullable Throwable cause) {
    return new LamellaException(ErrorCode.INVALID_REQUEST, detail, cause);
  }
}
