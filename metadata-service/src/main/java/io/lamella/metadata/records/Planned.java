package io.lamella.metadata.records;

import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestSource;
import io.lamella.contracts.rest.IngestTarget;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;

/**
 * An ingest that is to be asked for.
 *
 * @param id its id
 * @param rule what it is for
 * @param ranges by partition, the offsets in it
 */
record Planned(UUID id, RecordsRule rule, SortedMap<Integer, Range> ranges) {
  /** A request has to fit into a record: so many bytes of sources, at most. */
  private static final int SOURCES_BYTES = 300 << 10;

  private static final int SOURCE_BYTES = 330;
  private static final int MOST_FILES = 1_000;

  /** What is taken now of what waits. */
  static Planned of(UUID id, RecordsRule rule, Waiting waiting) {
    RecordsRule.Wish wish = rule.wish();
    int source = SOURCE_BYTES + wish.topic().length() + 4 * wish.path().length();
    int files = Math.min(MOST_FILES, SOURCES_BYTES / source);
    return new Planned(id, rule, waiting.first(wish.closeRecords(), files, wish.fileRecords()));
  }

  /** By partition, where it goes on. */
  SortedMap<Integer, Long> next() {
    SortedMap<Integer, Long> next = new TreeMap<>();
    ranges.forEach((partition, range) -> next.put(partition, range.to()));
    return next;
  }

  String key() {
    return "records/" + rule.id() + "/" + (rule.planned() + 1);
  }

  IngestRequest request() {
    Map<String, Object> partitions = new LinkedHashMap<>();
    ranges.forEach((partition, range) -> partitions.put(partition.toString(), told(range)));
    Map<String, Object> kafka = new LinkedHashMap<>();
    kafka.put("topic", rule.wish().topic());
    kafka.put("partitions", partitions);
    return new IngestRequest(
        new IngestTarget(
            rule.project(),
            rule.name(),
            null,
            List.of("@latest"),
            List.of(),
            "records of " + rule.wish().topic(),
            Map.of("kafka", kafka)),
        sources(),
        IngestRequest.ADD,
        true,
        rule.wish().publish(),
        IngestRequest.FAIL,
        key());
  }

  private static Map<String, Object> told(Range range) {
    Map<String, Object> told = new LinkedHashMap<>();
    told.put("from", range.from());
    told.put("to", range.to());
    return told;
  }

  private List<IngestSource> sources() {
    List<IngestSource> sources = new ArrayList<>();
    ranges.forEach(
        (partition, range) -> {
          long to;
          for (long from = range.from(); from < range.to(); from = to) {
            to = Math.min(range.to(), from + rule.wish().fileRecords());
            sources.add(source(partition, from, to));
          }
        });
    return sources;
  }

  private IngestSource source(int partition, long from, long to) {
    RecordsRule.Wish wish = rule.wish();
    String uri =
        "kafka:///"
            + wish.topic()
            + "?partition="
            + partition
            + "&from="
            + from
            + "&to="
            + to
            + "&id="
            + wish.topicId()
            + (wish.zstd() ? "&zstd=true" : "")
            + (wish.valuesOnly() ? "&values=only" : "");
    return new IngestSource(
        uri,
        false,
        null,
        null,
        List.of(),
        List.of(),
        wish.path().isEmpty() ? null : wish.path() + "/");
  }
}
