package io.lamella.upload.source;

import io.lamella.upload.UploadConfig;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Records of topics, as lines of JSON. The same range is the same bytes, whoever reads it and
 * however often, as long as its topic is not compacted meanwhile.
 */
@Singleton
final class KafkaSource {
  private final Map<String, Object> client = new HashMap<>();
  private final Duration stall;

  @Inject
  KafkaSource(
      @ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers,
      UploadConfig config) {
    this(bootstrapServers, config.records().kafka(), config.ingest().stall());
  }

  KafkaSource(String bootstrapServers, Map<String, String> properties, Duration stall) {
    client.put("bootstrap.servers", bootstrapServers);
    client.putAll(properties);
    this.stall = stall;
  }

  Opened open(SourceAddress address) throws IOException {
    KafkaRange range = KafkaRange.of(address);
    RangeReader reader = RangeReader.open(client, range, address.text(), stall);
    try {
      LineStream lines = new LineStream(reader, new RecordLine(range.valuesOnly()));
      return new Opened(
          range.zstd() ? new ZstdStream(lines) : lines, -1, null, lines.begun(), 0644, false);
    } catch (IOException | RuntimeException e) {
      reader.close();
      throw e;
    }
  }
}
