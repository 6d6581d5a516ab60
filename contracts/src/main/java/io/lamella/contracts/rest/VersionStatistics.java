package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a version holds, in numbers.
 *
 * @param digest digest of the version, 64 hex digits
 * @param files number of files
 * @param bytes logical bytes of files
 * @param links number of external links
 * @param symlinks number of symlinks
 * @param folders number of empty folders
 * @param extensions files by the ends of their names, most bytes first; the last one, {@code *},
 *     stands for all that have no line of their own
 * @param smallest size of the smallest file; null: there are no files
 * @param largest size of the largest file
 * @param median the power of two that half of the files do not exceed
 * @param sizes how many files there are of which size, small ones first, without empty buckets
 * @param largestFiles the largest files, largest first
 */
public record VersionStatistics(
    String digest,
    long files,
    long bytes,
    long links,
    long symlinks,
    long folders,
    List<Extension> extensions,
    @Nullable Long smallest,
    @Nullable Long largest,
    @Nullable Long median,
    List<Bucket> sizes,
    List<Large> largestFiles) {
  public VersionStatistics {
    extensions = List.copyOf(extensions);
    sizes = List.copyOf(sizes);
    largestFiles = List.copyOf(largestFiles);
  }

  /**
   * @param name in lower case, without its dot; empty for names without one
   */
  public record Extension(String name, long files, long bytes) {}

  /**
   * Files larger than half of {@code atMost}, and not larger than it.
   *
   * @param atMost 0 or a power of two, bytes
   */
  public record Bucket(long atMost, long files, long bytes) {}

  /** A file and its size. */
  public record Large(String path, long bytes) {}
}
