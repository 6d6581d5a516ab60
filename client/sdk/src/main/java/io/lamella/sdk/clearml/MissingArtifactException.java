package io.lamella.sdk.clearml;

import java.io.IOException;

/** What ClearML says it has stored cannot be had. */
public final class MissingArtifactException extends IOException {
  private static final long serialVersionUID = 1L;

  MissingArtifactException(String message) {
    super(message);
  }
}
