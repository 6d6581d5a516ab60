package io.lamella.sdk.link;

import java.io.IOException;

/** A network or server failed in a way that another try may mend. */
final class BrokenException extends IOException {
  private static final long serialVersionUID = 1L;

  BrokenException(String message) {
    super(message);
  }
}
