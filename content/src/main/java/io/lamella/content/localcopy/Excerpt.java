package io.lamella.content.localcopy;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Manifest;
import java.io.IOException;

/** A choice among the entries of a version. A copy of an excerpt holds these and nothing else. */
public interface Excerpt {
  /**
   * What is chosen, in words. Of one version, excerpts of equal words choose equal entries, on any
   * machine and for ever: copies of excerpts are told apart by it.
   */
  String words();

  /** The entries that are chosen, in path order. May be asked for more than once. */
  Cursor<Entry> of(Manifest manifest) throws IOException;
}
