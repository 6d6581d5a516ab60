package io.lamella.preview;

import java.util.Locale;

/** Why a file has no preview. It would have none the next time either. */
public enum Failure {
  /** More than a limit lets in. */
  TOO_LARGE,
  /** Not what its name says, or damaged. */
  NOT_READABLE,
  /** Not done in time. */
  TIMED_OUT,
  /** More memory was needed than there is for one file. */
  OUT_OF_MEMORY,
  /** Of a kind that nothing here reads. */
  UNSUPPORTED;

  /** The stable code. */
  public String code() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
