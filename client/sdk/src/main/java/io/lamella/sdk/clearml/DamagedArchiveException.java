package io.lamella.sdk.clearml;

import java.io.IOException;

/** An archive, or a file in it, cannot be read. */
final class DamagedArchiveException extends IOException {
  private static final long serialVersionUID = 1L;

  DamagedArchiveException(String message) {
    super(message);
  }
}
