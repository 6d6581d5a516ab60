package io.lamella.content.store;

import java.io.IOException;

/** The object does not exist. */
public final class NoSuchObjectException extends IOException {
  private static final long serialVersionUID = 1L;

  public NoSuchObjectException(String key) {
    super("no such object: " + key);
  }
}
