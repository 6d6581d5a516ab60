package io.lamella.cache.localcopy;

import io.lamella.cache.stream.Failures;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import org.jboss.logging.Logger;

/** Why a copy could not be made, as its state tells it. */
final class CopyFailures {
  private static final Logger LOG = Logger.getLogger(CopyFailures.class);

  private CopyFailures() {}

  static Failure of(Throwable failure) {
    LOG.info("a local copy could not be made", failure);
    if (Failures.meaningOf(failure) instanceof LamellaException known) {
      return new Failure(known.code().code(), String.valueOf(known.getMessage()));
    }
    return new Failure(
        ErrorCode.INTERNAL.code(), "Ask for it again; if it fails again, the log says more");
  }
}
