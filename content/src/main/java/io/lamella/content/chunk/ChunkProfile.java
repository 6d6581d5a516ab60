package io.lamella.content.chunk;

import java.util.Locale;

/**
 * How finely a dataset's files are cut, fixed at its creation. Sizes in bytes; min = avg/4, max =
 * 4*avg.
 */
public enum ChunkProfile {
  /** 16 KiB on average: many small edits. */
  FINE(16 * 1024),
  /** 64 KiB on average. */
  DEFAULT(64 * 1024),
  /** 512 KiB on average: large media that never change inside. */
  COARSE(512 * 1024);

  private final int average;

  ChunkProfile(int average) {
    this.average = average;
  }

  public int average() {
    return average;
  }

  public int min() {
    return average / 4;
  }

  public int max() {
    return average * 4;
  }

  /** The name on the wire: {@code fine}, {@code default}, {@code coarse}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /**
   * The profile of this name on the wire.
   *
   * @throws IllegalArgumentException when there is none
   */
  public static ChunkProfile of(String wireName) {
    for (ChunkProfile profile : values()) {
      if (profile.wireName().equals(wireName)) {
        return profile;
      }
    }
    throw new IllegalArgumentException(
        "no such profile: " + wireName + "; use fine, default or coarse");
  }
}
