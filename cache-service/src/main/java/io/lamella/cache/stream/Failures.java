package io.lamella.cache.stream;

import io.lamella.content.CorruptedException;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.store.NoRoom;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.problem.Problems;
import io.vertx.ext.web.RoutingContext;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;

/** What failures of reading content mean to the one who asked. */
public final class Failures {
  private Failures() {}

  /** Answers with the problem, or cuts off an answer that is under way. */
  static void answer(RoutingContext request, Throwable failure) {
    Throwable meaning = meaningOf(failure);
    if (meaning instanceof UnsatisfiableRangeException e && !request.response().headWritten()) {
      request.response().putHeader("Content-Range", "bytes */" + e.length());
    }
    Problems.answer(request, meaning);
  }

  /** The failure as an error with a stable code, where it has one. */
  public static Throwable meaningOf(Throwable failure) {
    Throwable cause = failure;
    if (cause instanceof UncheckedIOException unchecked && unchecked.getCause() != null) {
      cause = unchecked.getCause();
    }
    if (cause instanceof CorruptedException
        || cause instanceof NoSuchObjectException
        || cause instanceof EOFException) {
      return new LamellaException(
          ErrorCode.CONTENT_DAMAGED,
          "Bytes of this version are damaged or gone from its store; verify tells which",
          cause);
    }
    if (NoRoom.isWhy(cause)) {
      return new LamellaException(
          ErrorCode.STORAGE_FULL, "The disk of the cache has no room left", cause);
    }
    if (cause instanceof BucketException refused && !refused.mayPass()) {
      return new LamellaException(
          ErrorCode.STORE_UNUSABLE, String.valueOf(cause.getMessage()), cause);
    }
    if (cause instanceof IOException) {
      return new LamellaException(ErrorCode.UNAVAILABLE, "The store fails; try again", cause);
    }
    if (cause instanceof InvalidPathException) {
      return new LamellaException(
          ErrorCode.INVALID_PATH, String.valueOf(cause.getMessage()), cause);
    }
    return cause;
  }
}
