package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Has the records of a topic collected into versions of a dataset, each offset into exactly one.
 *
 * @param topic name of the topic
 * @param partitions which of its partitions; null: all, also those that it is given later
 * @param start where a partition begins that was not collected before: {@code earliest} (null) or
 *     {@code latest}, the end that it has now
 * @param close when a version is made; null: of a million records, and after an hour
 * @param fileRecords most offsets of a file; null: 100,000
 * @param zstd whether files are compressed; null: no
 * @param valuesOnly whether a line is the value alone; null: no
 * @param path folder in the version; null: the top
 * @param publish whether each version is published; null: no
 */
public record SetRecords(
    @Nullable String topic,
    @Nullable List<Integer> partitions,
    @Nullable String start,
    @Nullable Close close,
    @Nullable Integer fileRecords,
    @Nullable Boolean zstd,
    @Nullable Boolean valuesOnly,
    @Nullable String path,
    @Nullable Boolean publish) {
  public static final String EARLIEST = "earliest";
  public static final String LATEST = "latest";

  public SetRecords {
    partitions = partitions == null ? null : List.copyOf(partitions);
  }

  /**
   * When a version is made: at whichever comes first.
   *
   * @param records as soon as so many offsets wait, and no version has more; null: does not count
   * @param every so long after the first of them was seen, ISO 8601 as {@code PT1H}; null: does not
   *     count
   */
  public record Close(@Nullable Long records, @Nullable String every) {}
}
