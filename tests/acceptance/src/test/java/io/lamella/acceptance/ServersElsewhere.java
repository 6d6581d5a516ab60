package io.lamella.acceptance;

import io.lamella.containers.Kafka;
import io.lamella.containers.Postgres;
import io.lamella.containers.ServerContainer;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.Map;

/** PostgreSQL and Kafka in containers, for a stack that does not run them itself. */
record ServersElsewhere(ServerContainer postgres, ServerContainer kafka) {
  /** Those of the stack with its data in this folder; they do not run yet. */
  static ServersElsewhere of(Path data) throws IOException {
    return new ServersElsewhere(
        new ServerContainer(note(data, "postgresql"), freePort(), new Postgres()),
        new ServerContainer(note(data, "kafka"), freePort(), new Kafka()));
  }

  void start() {
    try {
      postgres.start();
      kafka.start();
    } catch (IOException e) {
      throw new AssertionError("the servers in containers did not start", e);
    }
  }

  void remove() throws IOException {
    kafka.remove();
    postgres.remove();
  }

  /** What clients of a role connect to, as the stack would say it. */
  String address(String role) {
    return "127.0.0.1:" + (role.equals("kafka") ? kafka : postgres).port();
  }

  /** Variables by which the stack finds them. */
  Map<String, String> settings() {
    return Map.of(
        "LAMELLA_STACK_POSTGRES",
        "postgresql://" + Postgres.USER + ":" + Postgres.PASSWORD + "@" + address("postgresql"),
        "LAMELLA_STACK_KAFKA",
        address("kafka"));
  }

  private static Path note(Path data, String role) {
    return data.resolveSibling(data.getFileName() + "." + role);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}
