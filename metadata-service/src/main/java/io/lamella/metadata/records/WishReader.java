package io.lamella.metadata.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.SetRecords;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Rules;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes a rule of JSON. What is wrong with it is said with the name of the field that is meant. */
@ApplicationScoped
public class WishReader {
  private static final Set<String> FIELDS =
      Set.of(
          "topic",
          "partitions",
          "start",
          "close",
          "fileRecords",
          "zstd",
          "valuesOnly",
          "path",
          "publish");
  private static final Set<String> CLOSE = Set.of("records", "every");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
  private static final long CLOSE_RECORDS = 1_000_000;
  private static final Duration CLOSE_EVERY = Duration.ofHours(1);
  private static final Duration SOONEST = Duration.ofSeconds(1);
  private static final Duration LATEST = Duration.ofDays(365);
  private static final int FILE_RECORDS = 100_000;
  private static final int MOST_OF_A_FILE = 100_000_000;
  private static final int MOST_PARTITIONS = 10_000;
  private static final int LONGEST_PATH = 512;

  private final Rules rules;

  @Inject
  public WishReader(Rules rules) {
    this.rules = rules;
  }

  /**
   * The rule that {@code json} writes, of a topic that is not looked at yet.
   *
   * @throws LamellaException {@code invalid-request} or {@code limit-exceeded}
   */
  RecordsRule.Wish read(@Nullable JsonNode json) {
    SetRecords asked = asked(json);
    String start = asked.start() == null ? SetRecords.EARLIEST : asked.start();
    if (!start.equals(SetRecords.EARLIEST) && !start.equals(SetRecords.LATEST)) {
      throw Rules.invalid("start is earliest or latest, not " + start);
    }
    SetRecords.Close close = asked.close();
    Integer file = asked.fileRecords();
    if (file != null && (file < 1 || file > MOST_OF_A_FILE)) {
      throw Rules.invalid("fileRecords is a number of records, from 1 to " + MOST_OF_A_FILE);
    }
    return new RecordsRule.Wish(
        topic(asked.topic()),
        "",
        partitions(asked.partitions()),
        start,
        close == null ? Long.valueOf(CLOSE_RECORDS) : records(close),
        close == null ? CLOSE_EVERY : every(close),
        file == null ? FILE_RECORDS : file,
        asked.zstd() != null && asked.zstd(),
        asked.valuesOnly() != null && asked.valuesOnly(),
        path(asked.path()),
        asked.publish() != null && asked.publish());
  }

  private static SetRecords asked(@Nullable JsonNode json) {
    if (json == null || !json.isObject()) {
      throw Rules.invalid("send the rule as a JSON object with at least a topic");
    }
    known("", json, FIELDS);
    JsonNode close = json.get("close");
    if (close != null && close.isObject()) {
      known("close.", close, CLOSE);
    }
    JsonNode partitions = json.get("partitions");
    if (partitions != null && partitions.isArray()) {
      for (JsonNode each : partitions) {
        if (!each.isInt()) {
          throw Rules.invalid("partitions: a list of numbers");
        }
      }
    }
    try {
      return EventJson.MAPPER.treeToValue(json, SetRecords.class);
    } catch (JsonMappingException e) {
      String field =
          e.getPath().stream()
              .map(JsonMappingException.Reference::getFieldName)
              .filter(name -> name != null)
              .collect(Collectors.joining("."));
      throw Rules.invalid(
          (field.isEmpty() ? "a field" : field) + ": it is of another form than a rule has it");
    } catch (JsonProcessingException e) {
      throw Rules.invalid("send the rule as JSON");
    }
  }

  private static void known(String prefix, JsonNode json, Set<String> known) {
    for (Iterator<String> names = json.fieldNames(); names.hasNext(); ) {
      String name = names.next();
      if (!known.contains(name)) {
        throw Rules.invalid(
            prefix
                + name
                + ": there is no such field; known are "
                + String.join(", ", known.stream().sorted().toList()));
      }
    }
  }

  private static String topic(@Nullable String topic) {
    if (topic == null || !TOPIC.matcher(topic).matches()) {
      throw Rules.invalid("topic: the name of a topic of Kafka");
    }
    if (topic.startsWith("lamella.") || topic.startsWith("__")) {
      throw Rules.invalid(
          "topic: those of Lamella (lamella.*) and of Kafka (__*) are not read as data");
    }
    return topic;
  }

  private @Nullable List<Integer> partitions(@Nullable List<Integer> partitions) {
    if (partitions == null) {
      return null;
    }
    rules.within("partitions", partitions.size(), MOST_PARTITIONS, "numbers");
    if (partitions.isEmpty() || partitions.stream().anyMatch(number -> number < 0)) {
      throw Rules.invalid("partitions: a list of numbers from 0 on; leave it out for all");
    }
    return partitions.stream().distinct().sorted().toList();
  }

  private static @Nullable Long records(SetRecords.Close close) {
    if (close.records() == null && close.every() == null) {
      throw Rules.invalid("close: say records, every, or both");
    }
    if (close.records() != null && close.records() < 1) {
      throw Rules.invalid("close.records is a number of records, from 1 on");
    }
    return close.records();
  }

  private static @Nullable Duration every(SetRecords.Close close) {
    if (close.every() == null) {
      return null;
    }
    try {
      Duration every = Duration.parse(close.every());
      if (every.compareTo(SOONEST) >= 0 && every.compareTo(LATEST) <= 0) {
        return Duration.ofSeconds(every.toSeconds());
      }
    } catch (DateTimeException e) {
      // Said below.
    }
    throw Rules.invalid("close.every is a time from PT1S to P365D, like PT1H or PT10M");
  }

  private String path(@Nullable String path) {
    String folder = path == null ? "" : path.replaceAll("/+$", "");
    rules.within("path", folder.length(), LONGEST_PATH, "characters");
    for (String part : folder.isEmpty() ? new String[0] : folder.split("/", -1)) {
      if (part.isEmpty() || part.equals(".") || part.equals("..")) {
        throw Rules.invalid("path: a folder in the version, like logs/orders");
      }
    }
    return rules.storable("path", folder);
  }
}
