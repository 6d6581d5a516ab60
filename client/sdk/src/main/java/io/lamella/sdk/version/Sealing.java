package io.lamella.sdk.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;

/** Waits for a version to be sealed. */
public final class Sealing {
  private static final long FIRST_MILLIS = 20;
  private static final long LONGEST_MILLIS = 1_000;
  private final Versions versions;

  public Sealing(Versions versions) {
    this.versions = versions;
  }

  /**
   * Waits until the operation has ended well.
   *
   * @throws LamellaException with {@link ErrorCode#SEAL_FAILED} when it ended otherwise, {@link
   *     ErrorCode#STALE_EPOCH} when the version moved on meanwhile
   */
  public VersionView await(OperationView operation) {
    OperationView now = operation;
    for (long wait = FIRST_MILLIS; now.status().equals("running"); ) {
      try {
        Thread.sleep(wait);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new LamellaException(ErrorCode.UNAVAILABLE, "interrupted while waiting", e);
      }
      wait = Math.min(LONGEST_MILLIS, wait + wait / 2);
      now = versions.operation(operation.id());
    }
    return switch (now.status()) {
      case "done" -> versions.get(now.version());
      case "failed" -> throw new LamellaException(ErrorCode.SEAL_FAILED, why(now.failure()));
      default ->
          throw new LamellaException(
              ErrorCode.STALE_EPOCH, "the version was taken elsewhere while it was being sealed");
    };
  }

  private static String why(@org.jspecify.annotations.Nullable Failure failure) {
    return failure == null
        ? "the version could not be sealed"
        : failure.detail() + " (" + failure.code() + ")";
  }
}
