package io.lamella.sdk.link;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.List;

/**
 * An address that cannot be linked to; its message names it and says what to do. Its code is {@code
 * invalid-request} for what is no address, {@code not-found} where nothing is.
 */
public final class BadLinkException extends LamellaException {
  private static final long serialVersionUID = 1L;

  BadLinkException(String message) {
    this(ErrorCode.INVALID_REQUEST, message);
  }

  private BadLinkException(ErrorCode code, String message) {
    super(code, message);
  }

  /** Nothing can be had there. */
  static BadLinkException nothing(LinkAddress address, String why) {
    return new BadLinkException(ErrorCode.NOT_FOUND, address.text() + ": " + why);
  }

  /** Several in one; wrong usage, if any of them is. */
  static BadLinkException all(List<BadLinkException> bad) {
    BadLinkException worst =
        bad.stream()
            .filter(one -> one.code() == ErrorCode.INVALID_REQUEST)
            .findFirst()
            .orElse(bad.get(0));
    return bad.size() == 1
        ? worst
        : new BadLinkException(
            worst.code(),
            "nothing was linked, because of:\n  "
                + String.join("\n  ", bad.stream().map(BadLinkException::getMessage).toList()));
  }
}
