package io.lamella.cache.stream;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;

/** A range that holds no byte of the content. */
public final class UnsatisfiableRangeException extends LamellaException {
  private static final long serialVersionUID = 1L;
  private final long length;

  /**
   * @param length bytes of the whole content
   */
  public UnsatisfiableRangeException(String range, long length) {
    super(
        ErrorCode.RANGE_NOT_SATISFIABLE,
        "The content has " + length + " bytes; no byte of it lies in " + range);
    this.length = length;
  }

  long length() {
    return length;
  }
}
