package io.lamella.cache.preview;

import io.lamella.contracts.rest.VersionStatistics;
import java.util.List;

/**
 * What one walk over a version's entries finds.
 *
 * @param automatic the files that have a preview without anybody asking for it, in path order
 */
record Survey(VersionStatistics statistics, List<Picked> automatic) {
  Survey {
    automatic = List.copyOf(automatic);
  }

  /** A file, its size, its digest, and what its preview is. */
  record Picked(String path, long size, String digest, String kind) {}
}
