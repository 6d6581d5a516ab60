package io.lamella.content;

import java.io.IOException;

/**
 * Stored bytes are not what they should be: a wrong checksum, digest, length or structure. The
 * message says where.
 */
public class CorruptedException extends IOException {
  private static final long serialVersionUID = 1L;

  public CorruptedException(String message) {
    super(message);
  }

  public CorruptedException(String message, Throwable cause) {
    super(message, cause);
  }
}
