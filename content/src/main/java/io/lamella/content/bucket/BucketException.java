package io.lamella.content.bucket;

import java.io.IOException;

/** A bucket did not do what it was asked for; the message says why, and nothing of credentials. */
public final class BucketException extends IOException {
  private static final long serialVersionUID = 1L;

  private final boolean mayPass;

  BucketException(String message, boolean mayPass) {
    super(message);
    this.mayPass = mayPass;
  }

  /** Whether the same may succeed when it is asked for again. */
  public boolean mayPass() {
    return mayPass;
  }
}
