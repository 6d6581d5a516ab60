package io.lamella.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * An error with a stable code. Services answer it as a problem; the SDK throws it for a problem
 * that it received.
 */
public class LamellaException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;

  /**
   * @param detail what is wrong and what to do, for people
   */
  public LamellaException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  public LamellaException(ErrorCode code, String detail, @Nullable Throwable cause) {
    super(detail, cause);
    this.code = code;
  }

  public ErrorCode code() {
    return code;
  }
}
