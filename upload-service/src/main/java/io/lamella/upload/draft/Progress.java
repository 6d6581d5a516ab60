package io.lamella.upload.draft;

import java.io.IOException;

/** What a draft has come to hold. */
public interface Progress {
  /**
   * @param puts paths that will be put
   * @param removes paths and subtrees of the parents that will be gone
   * @param bytes logical bytes of the files put
   */
  record Held(long puts, long removes, long bytes) {}

  /** What the draft holds now. */
  Held of(Draft draft) throws IOException;
}
