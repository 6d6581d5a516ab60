package io.lamella.sdk.server;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * No server answers, or it went away in the middle. What was done is kept; doing the same again
 * goes on from there.
 */
public final class ServerUnavailableException extends LamellaException {
  private static final long serialVersionUID = 1L;

  public ServerUnavailableException(String detail, @Nullable Throwable cause) {
    super(ErrorCode.UNAVAILABLE, detail, cause);
  }

  /** The connection broke while an answer was read. */
  public static ServerUnavailableException cut(IOException cause) {
    return new ServerUnavailableException("the server went away: " + cause.getMessage(), cause);
  }
}
