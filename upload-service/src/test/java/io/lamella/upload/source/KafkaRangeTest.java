package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KafkaRangeTest {
  @Test
  void isARangeOfOnePartitionAndAFile() throws IOException {
    KafkaRange range =
        range("kafka:///orders.v1?partition=3&from=1000&to=2000&zstd=true&values=only&id=x_-1");

    assertThat(range).isEqualTo(new KafkaRange("orders.v1", 3, 1000, 2000, true, true, "x_-1"));
    assertThat(range.name())
        .isEqualTo("partition-00003/00000000000000001000-00000000000000002000.jsonl.zst");
    assertThat(range("KAFKA:///o?to=1&from=0&partition=0").name())
        .isEqualTo("partition-00000/00000000000000000000-00000000000000000001.jsonl");
  }

  @ParameterizedTest
  @CsvSource({
    "kafka:///, names no topic",
    "kafka:///a/b?partition=0&from=0&to=1, names no topic",
    "kafka:///a*?partition=0&from=0&to=1, names no topic",
    "kafka://broker/a?partition=0&from=0&to=1, write it like",
    "kafka:a, write it like",
    "kafka:///a, say partition",
    "kafka:///a?partition=x&from=0&to=1, say partition",
    "kafka:///a?partition=-1&from=0&to=1, say partition",
    "kafka:///a?partition=0&to=1, say from",
    "kafka:///a?partition=0&from=0, say to",
    "kafka:///a?partition=0&from=5&to=5, above from",
    "kafka:///a?partition=0&from=0&to=1&other=1, behind the ?",
    "kafka:///a?partition=0&partition=0&from=0&to=1, each once",
    "kafka:///a?partition=0&from=0&to=1&zstd=1, zstd is true or false",
    "kafka:///a?partition=0&from=0&to=1&values=x, values is only or all",
    "kafka:///lamella.versions?partition=0&from=0&to=1, topics of Lamella",
    "kafka:///lamella%2Eversions?partition=0&from=0&to=1, topics of Lamella",
    "kafka:///__consumer_offsets?partition=0&from=0&to=1, topics of Lamella"
  })
  void whatIsNoneSaysWhatToWrite(String uri, String said) {
    assertThatThrownBy(() -> range(uri))
        .isInstanceOf(SourceException.class)
        .hasMessageContaining(said)
        .satisfies(e -> assertThat(((SourceException) e).mayPass()).isFalse());
  }

  @Test
  void isReadWhereItsTopicIsAllowed() throws IOException {
    SourceRules rules = new SourceRules(Set.of("kafka:///orders"));

    rules.require(SourceAddress.of("kafka:///orders?partition=0&from=0&to=1"));

    for (String other : new String[] {"kafka:///order", "kafka:///orders2", "file:///orders"}) {
      assertThatThrownBy(() -> rules.require(SourceAddress.of(other)))
          .isInstanceOf(SourceException.class);
    }
    new SourceRules(Set.of("kafka:///")).require(SourceAddress.of("kafka:///any"));
  }

  private static KafkaRange range(String uri) throws IOException {
    return KafkaRange.of(SourceAddress.of(uri));
  }
}
