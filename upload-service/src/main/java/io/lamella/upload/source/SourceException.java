package io.lamella.upload.source;

import io.lamella.contracts.error.ErrorCode;
import java.io.IOException;

/** A source cannot be had; the message says why, and nothing of credentials. */
public final class SourceException extends IOException {
  private static final long serialVersionUID = 1;

  private final ErrorCode code;
  private final boolean mayPass;

  private SourceException(ErrorCode code, String message, boolean mayPass) {
    super(message);
    this.code = code;
    this.mayPass = mayPass;
  }

  /** The server does not read there, whoever asks. */
  static SourceException refused(String uri) {
    return new SourceException(
        ErrorCode.SOURCE_REFUSED,
        uri + ": this server does not read from there; lamella.ingest.sources names where it does",
        false);
  }

  /** An address that is none, and what to write instead. */
  static SourceException invalid(String message) {
    return new SourceException(ErrorCode.SOURCE_REFUSED, message, false);
  }

  static SourceException missing(String message) {
    return new SourceException(ErrorCode.SOURCE_MISSING, message, false);
  }

  /** What is not there yet, perhaps. */
  static SourceException notThereYet(String message) {
    return new SourceException(ErrorCode.SOURCE_MISSING, message, true);
  }

  static SourceException changed(String message) {
    return new SourceException(ErrorCode.SOURCE_CHANGED, message, true);
  }

  static SourceException unreadable(String message) {
    return new SourceException(ErrorCode.SOURCE_UNREADABLE, message, false);
  }

  /** What may be gone at the next attempt. */
  static SourceException passing(String message) {
    return new SourceException(ErrorCode.SOURCE_UNREADABLE, message, true);
  }

  public ErrorCode code() {
    return code;
  }

  /** Whether the same may succeed when it is tried again. */
  public boolean mayPass() {
    return mayPass;
  }
}
