package io.lamella.cli;

import io.lamella.cli.reference.UsageException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.server.ServerUnavailableException;

/** Exit codes: what scripts may rely on. */
public final class Exit {
  /** Done as asked. */
  public static final int DONE = 0;

  /** Asked for, and not so. */
  public static final int NOT_SO = 1;

  /** Wrong usage. */
  public static final int USAGE = 2;

  /** Not found. */
  public static final int NOT_FOUND = 3;

  /** The state forbids it. */
  public static final int FORBIDDEN_BY_STATE = 4;

  /** Not allowed. */
  public static final int NOT_ALLOWED = 5;

  /** No server, or it went away. */
  public static final int NO_SERVER = 6;

  private Exit() {}

  static int of(Throwable failure) {
    if (failure instanceof UsageException || failure instanceof InvalidPathException) {
      return USAGE;
    }
    if (failure instanceof IncompleteException) {
      return NOT_SO;
    }
    if (failure instanceof ServerUnavailableException) {
      return NO_SERVER;
    }
    return failure instanceof LamellaException e ? of(e) : NOT_SO;
  }

  private static int of(LamellaException failure) {
    return switch (failure.code()) {
      case INVALID_REQUEST, INVALID_NUMBER, INVALID_PATH, METHOD_NOT_ALLOWED -> USAGE;
      case UNAVAILABLE, BAD_GATEWAY, TOO_MANY_REQUESTS, STORE_UNUSABLE, STORAGE_FULL -> NO_SERVER;
      default ->
          switch (failure.code().status()) {
            case 404 -> NOT_FOUND;
            case 409 -> FORBIDDEN_BY_STATE;
            case 401, 403 -> NOT_ALLOWED;
            default -> NOT_SO;
          };
    };
  }
}
