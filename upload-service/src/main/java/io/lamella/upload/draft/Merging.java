package io.lamella.upload.draft;

import java.io.IOException;

/** Brings the parents of a draft together before anybody works on it. */
public interface Merging {
  /**
   * The draft with its parents merged: what the others have beyond the last one is its first run.
   * One that has no several parents, or has them merged, is answered as it is.
   */
  Draft merged(Draft draft) throws IOException;
}
