package io.lamella.standalone.kafka;

import java.io.FileReader;
import java.io.IOException;
import java.io.Writer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import kafka.Kafka;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/** The broker's process: formats its storage when that is new, then is Kafka. */
public final class BrokerMain {
  /** Instead of a pid: ends once it takes connections. */
  static final String ONCE = "once";

  private BrokerMain() {}

  /**
   * Arguments: the properties file, and optionally the pid of a process without which this one is
   * not to live on, or {@link #ONCE}. Without arguments the properties are those of the
   * environment.
   */
  public static void main(String[] args) throws Exception {
    if (args.length == 0) {
      start(ofEnvironment(System.getenv()).toString());
    } else {
      start(args);
    }
  }

  private static void start(String... args) throws Exception {
    Properties properties = read(args[0]);
    Path log = Path.of(properties.getProperty("log.dirs"));
    if (!Files.exists(log.resolve("meta.properties"))) {
      format(properties, log);
    }
    if (args.length > 1 && args[1].equals(ONCE)) {
      int port = URI.create(properties.getProperty("advertised.listeners")).getPort();
      new Thread(() -> System.exit(KafkaBroker.takesConnections(port) ? 0 : 1)).start();
    } else if (args.length > 1) {
      ProcessHandle owner = ProcessHandle.of(Long.parseLong(args[1])).orElseThrow();
      owner.onExit().thenRun(() -> Runtime.getRuntime().halt(1));
    }
    Kafka.main(new String[] {args[0]});
  }

  /**
   * A file of the properties that the environment has, as images of Kafka take them: {@code
   * KAFKA_LOG_DIRS} is {@code log.dirs}, and two underscores are one.
   */
  static Path ofEnvironment(Map<String, String> environment) throws IOException {
    Properties properties = new Properties();
    environment.forEach(
        (name, value) -> {
          if (name.startsWith("KAFKA_")) {
            properties.setProperty(property(name.substring("KAFKA_".length())), value);
          }
        });
    Path file = Files.createTempFile("server-", ".properties");
    try (Writer writer = Files.newBufferedWriter(file)) {
      properties.store(writer, "From the environment");
    }
    return file;
  }

  private static String property(String name) {
    return name.toLowerCase(Locale.ROOT).replace("__", "\0").replace('_', '.').replace('\0', '_');
  }

  private static Properties read(String file) throws IOException {
    Properties properties = new Properties();
    try (FileReader reader = new FileReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    }
    return properties;
  }

  private static void format(Properties properties, Path log) throws Exception {
    Files.createDirectories(log);
    new Formatter()
        .setClusterId(Uuid.randomUuid().toString())
        .setNodeId(Integer.parseInt(properties.getProperty("node.id")))
        .setDirectories(List.of(log.toString()))
        .setMetadataLogDirectory(log.toString())
        .setControllerListenerName(properties.getProperty("controller.listener.names"))
        .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
        .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
        .run();
  }
}
