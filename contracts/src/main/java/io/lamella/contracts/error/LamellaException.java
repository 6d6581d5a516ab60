package io.lamella.contracts.error;

import org.jspecify.annotations.Nullable;

/**
 * An error with a stable code. Services answer it as a problem; the SDK throws it for a problem
 * that it received.
 */
public class LamellaException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final ErrorCode code;
  private final @Nullable String requestId;

  /**
   * @param detail what is wrong and what to do, for people
   */
  public LamellaException(ErrorCode code, String detail) {
    this(code, detail, null);
  }

  public LamellaException(ErrorCode code, String detail, @Nullable Throwable cause) {
    this(code, detail, cause, null);
  }

  /**
   * @param requestId what the log of the server that answered so calls the request
   */
  public LamellaException(
      ErrorCode code, String detail, @Nullable Throwable cause, @Nullable String requestId) {
    super(detail, cause);
    this.code = code;
    this.requestId = requestId;
  }

  public ErrorCode code() {
    return code;
  }

  /** What the log of the server calls the request that it answered so; null: it did not say. */
  public @Nullable String requestId() {
    return requestId;
  }
}
