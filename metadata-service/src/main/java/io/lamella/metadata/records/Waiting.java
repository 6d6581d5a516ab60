package io.lamella.metadata.records;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.Failure;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Offsets that are in no ingest yet.
 *
 * @param ranges by partition; none of them is empty
 * @param loss what is gone before it was in a version; null: nothing
 */
record Waiting(SortedMap<Integer, Range> ranges, @Nullable Failure loss) {
  /** What waits in a topic as it is now. */
  static Waiting of(RecordsRule rule, TopicState topic) {
    if (!topic.id().equals(rule.wish().topicId())) {
      return new Waiting(
          new TreeMap<>(),
          lost("the topic " + rule.wish().topic() + " was deleted and made anew; its records"));
    }
    SortedMap<Integer, Range> ranges = new TreeMap<>();
    for (Map.Entry<Integer, Range> held : topic.held().entrySet()) {
      int partition = held.getKey();
      if (rule.wish().takes(partition)) {
        long first = held.getValue().from();
        long from = rule.next().getOrDefault(partition, first);
        if (from < first) {
          return new Waiting(new TreeMap<>(), lost(gone(partition, from, first)));
        }
        if (from < held.getValue().to()) {
          ranges.put(partition, new Range(from, held.getValue().to()));
        }
      }
    }
    return new Waiting(ranges, null);
  }

  /** What is gone of an ingest that is not done; null: nothing. */
  static @Nullable Failure lossOf(RecordsRule rule, TopicState topic) {
    if (!topic.id().equals(rule.wish().topicId())) {
      return lost("the topic " + rule.wish().topic() + " was deleted and made anew; its records");
    }
    for (Map.Entry<Integer, Range> each : rule.ranges().entrySet()) {
      Range held = topic.held().get(each.getKey());
      long from = each.getValue().from();
      if (held != null && from < held.from()) {
        return lost(gone(each.getKey(), from, held.from()));
      }
    }
    return null;
  }

  private static String gone(int partition, long from, long first) {
    return "offsets " + from + " to " + (first - 1) + " of partition " + partition;
  }

  private static Failure lost(String what) {
    return new Failure(
        ErrorCode.SOURCE_MISSING.code(),
        what
            + " are gone before they were in a version: Kafka kept them for too short a time. Skip"
            + " them, and it goes on with the earliest that are there");
  }

  long size() {
    return ranges.values().stream().mapToLong(Range::size).sum();
  }

  /**
   * Whether a version is to be made now.
   *
   * @param since since when some wait
   */
  boolean isDue(RecordsRule.Wish wish, Instant since, Instant now) {
    long size = size();
    boolean enough = wish.closeRecords() != null && size >= wish.closeRecords();
    boolean longEnough = wish.closeEvery() != null && !since.plus(wish.closeEvery()).isAfter(now);
    return size > 0 && (enough || longEnough);
  }

  /**
   * The first offsets of partitions, at most so many together: partitions share alike, and what one
   * does not need is the others'.
   *
   * @param files so many files at most, of so many offsets
   */
  SortedMap<Integer, Range> first(@Nullable Long most, int files, int fileRecords) {
    List<Map.Entry<Integer, Range>> fewest = new ArrayList<>(ranges.entrySet());
    fewest.sort(Comparator.comparingLong(each -> each.getValue().size()));
    int partitions = Math.max(1, files / 2);
    if (fewest.size() > partitions) {
      fewest = fewest.subList(fewest.size() - partitions, fewest.size());
    }
    // Each partition may end with a file that is not full.
    long left = (long) Math.max(1, files - fewest.size()) * fileRecords;
    left = most == null ? left : Math.min(most, left);
    SortedMap<Integer, Range> first = new TreeMap<>();
    for (int i = 0; i < fewest.size(); i++) {
      Range range = fewest.get(i).getValue();
      long taken = Math.min(range.size(), left / (fewest.size() - i));
      if (taken > 0) {
        first.put(fewest.get(i).getKey(), new Range(range.from(), range.from() + taken));
      }
      left -= taken;
    }
    return first;
  }

  static long size(Collection<Range> ranges) {
    return ranges.stream().mapToLong(Range::size).sum();
  }
}
