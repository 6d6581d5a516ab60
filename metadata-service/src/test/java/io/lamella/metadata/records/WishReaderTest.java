package io.lamella.metadata.records;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.limit.Rules;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WishReaderTest {
  private final WishReader reader = new WishReader(new Rules(limits()));

  @Test
  void whatIsLeftOutHasADefault() {
    assertThat(read("{\"topic\": \"orders\"}"))
        .isEqualTo(
            new RecordsRule.Wish(
                "orders",
                "",
                null,
                "earliest",
                1_000_000L,
                Duration.ofHours(1),
                100_000,
                false,
                false,
                "",
                false));
  }

  @Test
  void whatIsSaidIsTaken() {
    assertThat(
            read(
                """
                {"topic": "orders.v1", "partitions": [3, 1, 3], "start": "latest",
                 "close": {"every": "PT10M"}, "fileRecords": 5, "zstd": true, "valuesOnly": true,
                 "path": "logs/orders/", "publish": true}
                """))
        .isEqualTo(
            new RecordsRule.Wish(
                "orders.v1",
                "",
                List.of(1, 3),
                "latest",
                null,
                Duration.ofMinutes(10),
                5,
                true,
                true,
                "logs/orders",
                true));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | JSON object",
        "{} | topic",
        "{\"topic\": \"a b\"} | topic",
        "{\"topic\": \"lamella.versions\"} | topic: those of Lamella",
        "{\"topic\": \"__consumer_offsets\"} | topic: those of Lamella",
        "{\"topic\": \"a\", \"partition\": 1} | partition: there is no such field",
        "{\"topic\": \"a\", \"close\": {\"evry\": \"PT1H\"}} | close.evry: there is no such field",
        "{\"topic\": \"a\", \"close\": {}} | close: say records, every, or both",
        "{\"topic\": \"a\", \"close\": {\"records\": 0}} | close.records",
        "{\"topic\": \"a\", \"close\": {\"records\": \"x\"}} | close.records",
        "{\"topic\": \"a\", \"close\": {\"every\": \"1h\"}} | close.every",
        "{\"topic\": \"a\", \"close\": {\"every\": \"PT0S\"}} | close.every",
        "{\"topic\": \"a\", \"close\": 5} | close",
        "{\"topic\": \"a\", \"start\": \"now\"} | start",
        "{\"topic\": \"a\", \"partitions\": []} | partitions",
        "{\"topic\": \"a\", \"partitions\": [-1]} | partitions",
        "{\"topic\": \"a\", \"partitions\": [null]} | partitions",
        "{\"topic\": \"a\", \"partitions\": 7} | partitions",
        "{\"topic\": \"a\", \"fileRecords\": 0} | fileRecords",
        "{\"topic\": \"a\", \"zstd\": \"maybe\"} | zstd",
        "{\"topic\": \"a\", \"path\": \"../b\"} | path",
        "{\"topic\": \"a\", \"path\": \"/b\"} | path"
      })
  void whatIsWrongIsNamed(String json, String named) {
    assertThatThrownBy(() -> read(json))
        .isInstanceOf(LamellaException.class)
        .hasMessageContaining(named);
  }

  private RecordsRule.Wish read(String json) {
    try {
      return reader.read(EventJson.MAPPER.readTree(json));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static Limits limits() {
    return new SmallRyeConfigBuilder()
        .withMapping(Limits.class)
        .build()
        .getConfigMapping(Limits.class);
  }
}
