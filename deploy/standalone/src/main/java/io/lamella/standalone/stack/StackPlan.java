package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.archive.ArchiveMaker;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * All parts of one stack, with their ports.
 *
 * @param url the one address for clients
 * @param services in the order in which they start; the edge is the last
 * @param archives makes later starts faster
 */
record StackPlan(
    String url,
    Storage storage,
    List<JavaPart> services,
    ArchiveMaker archives,
    Map<String, Integer> ports) {

  static StackPlan of(StackOptions options, Installation installation, Map<String, Integer> before)
      throws IOException {
    Ports ports = new Ports(before);
    Storage storage = Storage.of(System.getenv(), options, installation, ports);
    Services services = new Services(options, System.getenv(), installation, storage, ports);
    List<JavaPart> parts = new ArrayList<>(services.all());
    int port = options.port() == 0 ? ports.of(Role.EDGE.label()) : options.port();
    JavaPart edge = services.edge(port);
    parts.add(edge);
    return new StackPlan(
        edge.address(), storage, List.copyOf(parts), services.archives(), ports.given());
  }
}
