package io.lamella.metadata.deadletter;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.Topic;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.common.TopicPartition;

/**
 * Where a dead letter lies.
 *
 * @param topic the topic that it was sent to
 * @param partition partition of its dead-letter topic
 * @param offset its offset there
 */
record LetterId(String topic, int partition, long offset) {
  private static final Pattern FORM = Pattern.compile("([a-z.-]+):([0-9]{1,6}):([0-9]{1,18})");

  /**
   * Parses {@code topic:partition:offset}.
   *
   * @throws LamellaException {@code dead-letter-not-found} when it is not of this form
   */
  static LetterId parse(String text) {
    Matcher m = FORM.matcher(text);
    if (!m.matches() || !Topic.ALL.contains(m.group(1))) {
      throw unknown(text);
    }
    return new LetterId(m.group(1), Integer.parseInt(m.group(2)), Long.parseLong(m.group(3)));
  }

  static LamellaException unknown(String id) {
    return new LamellaException(
        ErrorCode.DEAD_LETTER_NOT_FOUND,
        "there is no dead letter " + id + "; list them for their ids");
  }

  TopicPartition place() {
    return new TopicPartition(Topic.deadLetters(topic), partition);
  }

  @Override
  public String toString() {
    return topic + ":" + partition + ":" + offset;
  }
}
