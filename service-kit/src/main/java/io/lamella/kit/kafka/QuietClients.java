package io.lamella.kit.kafka;

import io.smallrye.reactive.messaging.ClientCustomizer;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.CommonClientConfigs;
import org.eclipse.microprofile.config.Config;

/**
 * Clients that tell of themselves to whoever asks them, as Micrometer does, and to nobody else: a
 * service makes a dozen as it starts, and to register all of their figures in the JVM as well, and
 * to offer them to the brokers, is a good part of that.
 */
@Singleton
public class QuietClients implements ClientCustomizer<Map<String, Object>> {
  private static final Map<String, Object> SETTINGS =
      Map.of(
          CommonClientConfigs.METRIC_REPORTER_CLASSES_CONFIG,
          "",
          CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
          false);

  @Override
  public Map<String, Object> customize(
      String channel, Config config, Map<String, Object> settings) {
    return with(settings);
  }

  /** What a client is made with: these settings in a map of their own, which precede ours. */
  public static Map<String, Object> with(Map<String, Object> settings) {
    Map<String, Object> all = new HashMap<>(SETTINGS);
    all.putAll(settings);
    return all;
  }
}
