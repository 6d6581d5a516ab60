package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * How the records of a topic are collected into versions of a dataset, and how that stands.
 *
 * @param project path of the dataset's project
 * @param name its name
 * @param topic name of the topic
 * @param partitions which of its partitions; null: all
 * @param start where a partition begins that was not collected before
 * @param close when a version is made
 * @param fileRecords most offsets of a file
 * @param zstd whether files are compressed
 * @param valuesOnly whether a line is the value alone
 * @param path folder in the version; empty: the top
 * @param publish whether each version is published
 * @param state {@code collecting}, {@code loading} (a version is being made), {@code retrying}
 *     (something is in the way, which may pass) or {@code stopped} (somebody has to decide)
 * @param failure what is in the way
 * @param next by partition, the first offset that is in no version and in none that is being made
 * @param lag offsets from there to the end of the topic, when it was last looked at
 * @param ingest the last ingest
 * @param version id of its version; null: there is none yet
 * @param number its number
 * @param by who set the rule
 * @param at when
 */
public record RecordsView(
    String project,
    String name,
    String topic,
    @Nullable List<Integer> partitions,
    String start,
    SetRecords.Close close,
    int fileRecords,
    boolean zstd,
    boolean valuesOnly,
    String path,
    boolean publish,
    String state,
    @Nullable Failure failure,
    Map<String, Long> next,
    long lag,
    @Nullable UUID ingest,
    @Nullable UUID version,
    @Nullable String number,
    String by,
    Instant at) {
  public RecordsView {
    partitions = partitions == null ? null : List.copyOf(partitions);
    next = Map.copyOf(next);
  }
}
