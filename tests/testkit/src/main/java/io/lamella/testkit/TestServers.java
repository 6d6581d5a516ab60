package io.lamella.testkit;

import io.lamella.containers.Kafka;
import io.lamella.containers.Postgres;
import io.lamella.containers.ServerContainer;
import io.lamella.standalone.Installation;
import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.postgres.EmbeddedPostgres;
import io.lamella.standalone.process.FreePort;
import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.stack.TicketKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The servers of this test JVM. Where they are is kept in system properties, because Quarkus loads
 * this class more than once, each time with statics of its own.
 *
 * @param folder what they keep, deleted with the JVM
 */
record TestServers(Path folder, int postgresPort, int kafkaPort, int controllerPort) {
  private static final String PROPERTY = "lamella.testkit.servers";
  private static final String PREFIX = "lamella-tests-";

  /** The servers of this JVM, running or not. */
  static TestServers of() {
    synchronized (System.getProperties()) {
      String known = System.getProperty(PROPERTY);
      if (known != null) {
        String[] parts = known.split("\n");
        return new TestServers(
            Path.of(parts[0]),
            Integer.parseInt(parts[1]),
            Integer.parseInt(parts[2]),
            Integer.parseInt(parts[3]));
      }
      try {
        return make();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  TestPostgres postgres() {
    return ServerContainer.wanted()
        ? new PostgresContainer(postgresContainer())
        : new PostgresProcess(postgresProcess());
  }

  TestKafka kafka() {
    return ServerContainer.wanted()
        ? new KafkaContainer(kafkaContainer())
        : new KafkaProcess(kafkaProcess());
  }

  private ServerContainer postgresContainer() {
    return new ServerContainer(folder.resolve("postgresql.id"), postgresPort, new Postgres());
  }

  private ServerContainer kafkaContainer() {
    return new ServerContainer(folder.resolve("kafka.id"), kafkaPort, new Kafka());
  }

  private EmbeddedPostgres postgresProcess() {
    return new EmbeddedPostgres(
        Installation.find(),
        folder.resolve("postgresql"),
        folder.resolve("postgresql.log"),
        postgresPort,
        200,
        false);
  }

  private KafkaBroker kafkaProcess() {
    return new KafkaBroker(
        Installation.find(),
        folder.resolve("kafka"),
        folder.resolve("kafka.log"),
        kafkaPort,
        controllerPort);
  }

  TicketKeys ticketKeys() {
    try {
      return TicketKeys.in(folder.resolve("keys"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path store() throws IOException {
    return Files.createDirectories(folder.resolve("store"));
  }

  private static TestServers make() throws IOException {
    Path temporary = Path.of(System.getProperty("java.io.tmpdir"));
    endAbandoned(temporary);
    Path folder = Files.createTempDirectory(temporary, PREFIX);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx--x--x"));
    Files.writeString(folder.resolve("owner"), ProcessIdentity.of(ProcessHandle.current()).line());
    List<Integer> ports = FreePort.find(3);
    TestServers servers = new TestServers(folder, ports.get(0), ports.get(1), ports.get(2));
    System.setProperty(
        PROPERTY, folder + "\n" + ports.get(0) + "\n" + ports.get(1) + "\n" + ports.get(2));
    Runtime.getRuntime().addShutdownHook(new Thread(servers::end));
    return servers;
  }

  private void end() {
    try {
      kafkaProcess().kill();
      postgresProcess().kill();
      if (ServerContainer.wanted()) {
        kafkaContainer().remove();
        postgresContainer().remove();
      }
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.deleteIfExists(path);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Ends what a test JVM that was killed has left running. */
  private static void endAbandoned(Path temporary) throws IOException {
    try (DirectoryStream<Path> folders = Files.newDirectoryStream(temporary, PREFIX + "*")) {
      for (Path folder : folders) {
        Path owner = folder.resolve("owner");
        if (Files.isReadable(owner)
            && ProcessIdentity.parse(Files.readString(owner)).alive().isEmpty()) {
          new TestServers(folder, 0, 0, 0).end();
        }
      }
    }
  }
}
