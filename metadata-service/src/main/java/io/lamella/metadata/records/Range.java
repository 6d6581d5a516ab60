package io.lamella.metadata.records;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import io.lamella.kit.event.EventJson;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Offsets of a partition.
 *
 * @param from the first
 * @param to the one behind the last
 */
record Range(long from, long to) {
  private static final TypeReference<TreeMap<Integer, Range>> BY_PARTITION =
      new TypeReference<>() {};
  private static final TypeReference<TreeMap<Integer, Long>> OFFSETS = new TypeReference<>() {};

  long size() {
    return to - from;
  }

  static SortedMap<Integer, Range> byPartition(String json) {
    return read(json, BY_PARTITION);
  }

  static SortedMap<Integer, Long> offsets(String json) {
    return read(json, OFFSETS);
  }

  static String json(SortedMap<Integer, ?> byPartition) {
    try {
      return EventJson.MAPPER.writeValueAsString(byPartition);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("numbers are JSON", e);
    }
  }

  private static <T> T read(String json, TypeReference<T> form) {
    try {
      return EventJson.MAPPER.readValue(json, form);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a row holds other JSON", e);
    }
  }
}
