package io.lamella.content.manifest;

/** A path that no version can hold; the message names it and says why. */
public final class InvalidPathException extends IllegalArgumentException {
  private static final long serialVersionUID = 1L;

  public InvalidPathException(String message) {
    super(message);
  }
}
