package io.lamella.upload.tus;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.List;
import java.util.UUID;

/**
 * What the header {@code Upload-Concat} says.
 *
 * @param parts of what an upload is put together; of a partial one none
 */
record Concat(String header, List<UUID> parts) {
  private static final String PARTIAL = "partial";
  private static final String FINAL = "final;";

  Concat {
    parts = List.copyOf(parts);
  }

  /**
   * @throws LamellaException {@code invalid-request}
   */
  static Concat parse(String header) {
    if (header.equals(PARTIAL)) {
      return new Concat(header, List.of());
    }
    if (!header.startsWith(FINAL) || header.substring(FINAL.length()).isBlank()) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST,
          "Upload-Concat is 'partial', or 'final;' and the addresses of uploads with blanks"
              + " between, not "
              + header);
    }
    String[] addresses = header.substring(FINAL.length()).strip().split(" +");
    return new Concat(header, List.of(addresses).stream().map(Concat::id).toList());
  }

  /** The upload that an address ends with. */
  static UUID id(String address) {
    return TusRoutes.id(address.substring(address.lastIndexOf('/') + 1));
  }

  boolean isPartial() {
    return header.equals(PARTIAL);
  }
}
