package io.lamella.preview;

import java.io.IOException;

/** A file that there is no preview of, and why. */
final class NoPreviewException extends IOException {
  private static final long serialVersionUID = 1L;
  private final Failure failure;

  NoPreviewException(Failure failure, String message) {
    super(message);
    this.failure = failure;
  }

  Failure failure() {
    return failure;
  }
}
