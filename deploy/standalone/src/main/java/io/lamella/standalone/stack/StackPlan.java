package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.postgres.EmbeddedPostgres;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All parts of one stack, with their ports.
 *
 * @param url the one address for clients
 * @param services in the order in which they start; the edge is the last
 */
record StackPlan(
    String url,
    EmbeddedPostgres postgres,
    KafkaBroker kafka,
    List<JavaPart> services,
    Map<String, Integer> ports) {

  static StackPlan of(StackOptions options, Installation installation, Map<String, Integer> before)
      throws IOException {
    Ports ports = new Ports(before);
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
    Services services =
        new Services(options, System.getenv(), installation, postgres, kafka, ports);
    List<JavaPart> parts = new ArrayList<>(services.all());
    int port = options.port() == 0 ? ports.of(Role.EDGE.label()) : options.port();
    JavaPart edge = services.edge(port);
    parts.add(edge);
    return new StackPlan(edge.address(), postgres, kafka, List.copyOf(parts), ports.given());
  }
}
