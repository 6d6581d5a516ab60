package io.lamella.upload.source;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Records of one partition that are one file: {@code
 * kafka:///orders?partition=3&from=1000&to=2000}, with {@code &zstd=true} compressed, with {@code
 * &values=only} without what surrounds the values, with {@code &id=ID} only of that one of the
 * topics that have this name one after the other.
 *
 * @param from the first offset
 * @param to the offset behind the last
 * @param id the topic's id, as Kafka writes it; null: any
 */
record KafkaRange(
    String topic,
    int partition,
    long from,
    long to,
    boolean zstd,
    boolean valuesOnly,
    @Nullable String id) {
  private static final Set<String> KNOWN =
      Set.of("partition", "from", "to", "zstd", "values", "id");
  private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");

  /** What services say to each other, tickets included, is nobody's data. */
  private static final String OURS = "lamella.";

  private static final String KAFKAS = "__";

  /**
   * @throws SourceException when the address is none of a range that may be read
   */
  static KafkaRange of(SourceAddress address) throws SourceException {
    String text = address.text();
    String topic = address.path().substring(1);
    if (!TOPIC.matcher(topic).matches()) {
      throw SourceException.invalid(text + ": it names no topic");
    }
    if (topic.startsWith(OURS) || topic.startsWith(KAFKAS)) {
      throw SourceException.invalid(
          text + ": topics of Lamella (lamella.*) and of Kafka (__*) are not read as data");
    }
    Map<String, String> asked = query(text);
    long partition = number(text, asked, "partition", Integer.MAX_VALUE);
    long from = number(text, asked, "from", Long.MAX_VALUE);
    long to = number(text, asked, "to", Long.MAX_VALUE);
    if (to <= from) {
      throw SourceException.invalid(text + ": to is the offset behind the last, above from");
    }
    return new KafkaRange(
        topic,
        (int) partition,
        from,
        to,
        choice(text, asked, "zstd", "true", "false"),
        choice(text, asked, "values", "only", "all"),
        asked.get("id"));
  }

  /** Names sort as offsets do. */
  String name() {
    return String.format(
        Locale.ROOT, "partition-%05d/%020d-%020d.jsonl%s", partition, from, to, zstd ? ".zst" : "");
  }

  private static Map<String, String> query(String text) throws SourceException {
    int mark = text.indexOf('?');
    Map<String, String> asked = new HashMap<>();
    for (String part : mark < 0 ? new String[0] : text.substring(mark + 1).split("&", -1)) {
      int equals = part.indexOf('=');
      String name = equals < 0 ? part : part.substring(0, equals);
      if (!KNOWN.contains(name) || asked.put(name, part.substring(equals + 1)) != null) {
        throw SourceException.invalid(
            text + ": behind the ? are partition, from, to, zstd, values and id, each once");
      }
    }
    return asked;
  }

  private static long number(String text, Map<String, String> asked, String name, long most)
      throws SourceException {
    try {
      long value = Long.parseLong(asked.getOrDefault(name, ""));
      if (value >= 0 && value <= most) {
        return value;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw SourceException.invalid(
        text + ": say " + name + " with a number, like ?partition=0&from=0&to=1000");
  }

  private static boolean choice(
      String text, Map<String, String> asked, String name, String yes, String no)
      throws SourceException {
    String value = asked.getOrDefault(name, no);
    if (!value.equals(yes) && !value.equals(no)) {
      throw SourceException.invalid(text + ": " + name + " is " + yes + " or " + no);
    }
    return value.equals(yes);
  }
}
