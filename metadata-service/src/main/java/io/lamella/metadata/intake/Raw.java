package io.lamella.metadata.intake;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A record as it came.
 *
 * @param headers of each name the last one
 * @param value null: something is gone
 */
record Raw(Map<String, String> headers, byte @Nullable [] value) {
  static Raw of(ConsumerRecord<String, byte[]> record) {
    Map<String, String> headers = new HashMap<>();
    for (Header header : record.headers()) {
      if (header.value() != null) {
        headers.put(header.key(), new String(header.value(), StandardCharsets.UTF_8));
      }
    }
    return new Raw(headers, record.value());
  }

  String header(String name) {
    return headers.getOrDefault(name, "");
  }
}
