package io.lamella.contracts;

/** The five states of a version. {@code sealing} is a flag of {@link #UPLOADING}, not a state. */
public enum VersionState {
  /** Open: its draft takes changes. */
  UPLOADING,
  /** Sealing failed; {@code resume} opens it again. */
  FAILED,
  /** Given up, by a person or by idleness; {@code resume} opens it again. */
  ABORTED,
  /** Sealed: its content never changes again. */
  FINAL,
  /** Final, and released for use. */
  PUBLISHED;

  /** True when the content is sealed, so that it can be read, inherited and compared. */
  public boolean isSealed() {
    return this == FINAL || this == PUBLISHED;
  }
}
