package io.lamella.sdk.transfer;

/** Told how far a transfer is; called from several threads. */
public interface TransferProgress {
  TransferProgress NONE = new TransferProgress() {};

  /** What there is to do, before any of it is done. */
  default void begin(long files, long bytes) {}

  /** Bytes of files that have been read, or need not be, since the last call. */
  default void read(long bytes) {}

  /** Bytes that went over the wire since the last call. */
  default void sent(long bytes) {}

  /** Files that are done since the last call. */
  default void files(long files) {}
}
