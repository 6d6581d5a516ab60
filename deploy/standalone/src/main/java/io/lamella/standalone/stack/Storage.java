package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.kafka.Topics;
import io.lamella.standalone.postgres.DatabaseServer;
import io.lamella.standalone.postgres.EmbeddedPostgres;
import io.lamella.standalone.process.StartFailedException;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Where a stack keeps rows and events.
 *
 * @param kafka addresses of brokers
 * @param parts PostgreSQL and Kafka, in the order in which they may be stopped backwards; none
 *     where somebody else runs them
 */
record Storage(DatabaseServer databases, String kafka, List<Part> parts) {
  /** Variable with the address of a PostgreSQL that is there: {@link DatabaseServer#of}. */
  static final String POSTGRES = "LAMELLA_STACK_POSTGRES";

  /** Variable with the addresses of a Kafka that is there. */
  static final String KAFKA = "LAMELLA_STACK_KAFKA";

  Storage {
    parts = List.copyOf(parts);
  }

  /** Servers of somebody else where the environment names both, else processes of the stack. */
  static Storage of(
      Map<String, String> environment, StackOptions options, Installation installation, Ports ports)
      throws IOException {
    String postgres = environment.get(POSTGRES);
    String kafka = environment.get(KAFKA);
    if (postgres == null && kafka == null) {
      return own(options, installation, ports);
    }
    if (postgres == null || kafka == null) {
      throw new StartFailedException("set both of " + POSTGRES + " and " + KAFKA + ", or neither");
    }
    return new Storage(DatabaseServer.of(URI.create(postgres)), kafka, List.of());
  }

  private static Storage own(StackOptions options, Installation installation, Ports ports)
      throws IOException {
    StackFolder folder = options.folder();
    EmbeddedPostgres postgres =
        new EmbeddedPostgres(
            installation,
            folder.postgresql(),
            folder.log(Role.POSTGRESQL.label()),
            ports.of(Role.POSTGRESQL.label()),
            Services.connections(options.scale()),
            true);
    KafkaBroker kafka =
        new KafkaBroker(
            installation,
            folder.kafka(),
            folder.log(Role.KAFKA.label()),
            ports.of(Role.KAFKA.label()),
            ports.of("kafka-quorum"));
    return new Storage(
        postgres.databases(),
        kafka.bootstrapServers(),
        List.of(new PostgresPart(postgres), new KafkaPart(kafka)));
  }

  /** Makes the databases of the services. */
  Void makeDatabases() throws Exception {
    for (String database : Services.DATABASES) {
      databases.createDatabase(database);
    }
    return null;
  }

  /** Makes the topics of the services; a broker of the stack does so at each start. */
  Void makeTopics() throws Exception {
    if (parts.isEmpty()) {
      Topics.create(kafka);
    }
    return null;
  }
}
