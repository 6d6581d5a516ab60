package io.lamella.metadata.records;

import io.lamella.contracts.rest.Failure;
import io.vertx.mutiny.sqlclient.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A rule's row.
 *
 * @param dataset id of the dataset
 * @param project path of its project
 * @param name its name
 * @param id of the rule as long as its topic stays
 * @param wish what was asked for
 * @param by who asked
 * @param at when
 * @param next by partition, the first offset that is in no ingest
 * @param planned ingests so far
 * @param ingest the last of them, unless it was given up
 * @param ranges by partition, the offsets in it
 * @param waiting offsets that wait
 * @param since since when some wait
 * @param tries attempts of the last ingest that failed one after the other
 * @param retryAt when the next one is due
 * @param stopped whether somebody has to decide
 * @param failure what is in the way
 */
record RecordsRule(
    UUID dataset,
    String project,
    String name,
    UUID id,
    Wish wish,
    String by,
    Instant at,
    SortedMap<Integer, Long> next,
    long planned,
    @Nullable UUID ingest,
    SortedMap<Integer, Range> ranges,
    long waiting,
    @Nullable Instant since,
    int tries,
    @Nullable Instant retryAt,
    boolean stopped,
    @Nullable Failure failure) {
  static final String COLUMNS =
      "r.dataset, p.path AS project, d.name, r.id, r.topic, r.topic_id, r.partitions, r.start,"
          + " r.close_records, r.close_seconds, r.file_records, r.zstd, r.values_only, r.path,"
          + " r.publish, r.set_by, r.set_at, r.next::text AS next, r.planned, r.ingest,"
          + " r.ranges::text AS ranges, r.waiting, r.since, r.tries, r.retry_at, r.stopped,"
          + " r.failure_code, r.failure_detail";

  /**
   * What is collected, and how.
   *
   * @param topicId which of the topics that have had this name
   * @param partitions null: all
   * @param closeRecords a version is made of so many offsets, and of no more; null: of any number
   * @param closeEvery a version is made so long after the first offset; null: it may take forever
   */
  record Wish(
      String topic,
      String topicId,
      @Nullable List<Integer> partitions,
      String start,
      @Nullable Long closeRecords,
      @Nullable Duration closeEvery,
      int fileRecords,
      boolean zstd,
      boolean valuesOnly,
      String path,
      boolean publish) {
    /** Whether a partition is collected. */
    boolean takes(int partition) {
      return partitions == null || partitions.contains(partition);
    }

    Wish ofTopic(String id) {
      return new Wish(
          topic,
          id,
          partitions,
          start,
          closeRecords,
          closeEvery,
          fileRecords,
          zstd,
          valuesOnly,
          path,
          publish);
    }
  }

  static RecordsRule of(Row row) {
    Integer[] partitions = row.getArrayOfIntegers("partitions");
    Long seconds = row.getLong("close_seconds");
    String code = row.getString("failure_code");
    return new RecordsRule(
        row.getUUID("dataset"),
        row.getString("project"),
        row.getString("name"),
        row.getUUID("id"),
        new Wish(
            row.getString("topic"),
            row.getString("topic_id"),
            partitions == null ? null : Arrays.asList(partitions),
            row.getString("start"),
            row.getLong("close_records"),
            seconds == null ? null : Duration.ofSeconds(seconds),
            row.getInteger("file_records"),
            row.getBoolean("zstd"),
            row.getBoolean("values_only"),
            row.getString("path"),
            row.getBoolean("publish")),
        row.getString("set_by"),
        row.getOffsetDateTime("set_at").toInstant(),
        Range.offsets(row.getString("next")),
        row.getLong("planned"),
        row.getUUID("ingest"),
        Range.byPartition(row.getString("ranges")),
        row.getLong("waiting"),
        instant(row.getOffsetDateTime("since")),
        row.getInteger("tries"),
        instant(row.getOffsetDateTime("retry_at")),
        row.getBoolean("stopped"),
        code == null ? null : new Failure(code, String.valueOf(row.getString("failure_detail"))));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
