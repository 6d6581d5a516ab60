package io.lamella.cache.finalized;

import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;

/** Some datasets, by globs of {@code project/name}, {@code vision/**}. */
public final class DatasetGlobs {
  private final List<PathMatcher> globs;

  public DatasetGlobs(List<String> globs) {
    this.globs =
        globs.stream()
            .map(glob -> FileSystems.getDefault().getPathMatcher("glob:" + glob.strip()))
            .toList();
  }

  /**
   * Whether it is one of them.
   *
   * @param dataset its project's path and its name
   */
  public boolean match(String dataset) {
    Path path = Path.of(dataset);
    return globs.stream().anyMatch(glob -> glob.matches(path));
  }
}
