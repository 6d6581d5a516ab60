package io.lamella.upload.ingest;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.IngestItem;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.upload.source.SourceException;
import org.jspecify.annotations.Nullable;

/**
 * A file that could not be had.
 *
 * @param told what is told of it
 * @param file what another attempt loads; null: only listing its source again can bring it
 */
record Miss(IngestMiss told, IngestItem.@Nullable File file) {
  static Miss of(IngestItem.File file, Throwable cause) {
    return new Miss(
        new IngestMiss(file.uri(), file.path(), code(cause).code(), detail(cause)), file);
  }

  static Miss ofListing(String uri, String path, ErrorCode code, String detail) {
    return new Miss(new IngestMiss(uri, path, code.code(), detail), null);
  }

  private static ErrorCode code(Throwable cause) {
    if (cause instanceof SourceException source) {
      return source.code();
    }
    return cause instanceof LamellaException known ? known.code() : ErrorCode.INTERNAL;
  }

  /** What is not understood tells nothing of the inside. */
  private static String detail(Throwable cause) {
    return cause instanceof SourceException || cause instanceof LamellaException
        ? String.valueOf(cause.getMessage())
        : "It could not be loaded; the server's log says why";
  }
}
