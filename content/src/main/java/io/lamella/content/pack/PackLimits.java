package io.lamella.content.pack;

/** Sizes of packs, in bytes and chunks. */
public final class PackLimits {
  private PackLimits() {}

  /** A writer closes a pack when its frames reach this. */
  public static final int TARGET_BYTES = 32 << 20;

  /** No pack is longer. */
  public static final int MAX_BYTES = 64 << 20;

  /** No pack holds more chunks. */
  public static final int MAX_CHUNKS = 8192;

  /** No chunk is longer. */
  public static final int MAX_RAW_LENGTH = 2 << 20;
}
