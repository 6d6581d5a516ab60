package io.lamella.testkit;

import io.lamella.standalone.kafka.Topics;
import io.lamella.standalone.postgres.DatabaseServer;
import io.lamella.standalone.stack.TicketKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real servers for a {@code @QuarkusTest}: one PostgreSQL and one Kafka broker per test JVM, as
 * processes or, with the profile {@code containers}, in containers; started at first use, shared by
 * all its test classes and ended with it. Every topic exists. The application is given their
 * addresses, a pair of ticket keys and an empty {@code file:} store.
 *
 * <pre>{@code
 * @QuarkusTest
 * @QuarkusTestResource(RealServices.class)
 * }</pre>
 *
 * <p>Arguments ({@code initArgs}): {@code postgresql=false} or {@code kafka=false} leave that
 * server out; {@code database} names the database (default {@code lamella}), which is new in every
 * JVM.
 */
public final class RealServices implements QuarkusTestResourceLifecycleManager {
  private Map<String, String> arguments = Map.of();

  @Override
  public void init(Map<String, String> initArgs) {
    arguments = Map.copyOf(initArgs);
  }

  @Override
  public Map<String, String> start() {
    try {
      return configuration();
    } catch (Exception e) {
      throw new IllegalStateException("the servers for tests did not start", e);
    }
  }

  /** Nothing: the servers serve the next test class, and end with the JVM. */
  @Override
  public void stop() {}

  /** The PostgreSQL of this JVM: to stop, kill and start it under a test's feet. */
  public static TestPostgres postgres() {
    return TestServers.of().postgres();
  }

  /** The Kafka broker of this JVM: to stop, kill and start it under a test's feet. */
  public static TestKafka kafka() {
    return TestServers.of().kafka();
  }

  /** The keys that the application under test signs and checks tickets with. */
  public static TicketKeys ticketKeys() {
    return TestServers.of().ticketKeys();
  }

  private Map<String, String> configuration() throws Exception {
    TestServers servers = TestServers.of();
    Map<String, String> configuration = new HashMap<>();
    if (wanted("postgresql")) {
      TestPostgres postgres = servers.postgres();
      String database = arguments.getOrDefault("database", "lamella");
      if (!postgres.runs()) {
        postgres.start();
      }
      DatabaseServer databases = postgres.databases();
      databases.createDatabase(database);
      configuration.put("quarkus.datasource.reactive.url", databases.reactiveUrl(database));
      configuration.put("quarkus.datasource.jdbc.url", databases.jdbcUrl(database));
      configuration.put("quarkus.datasource.username", databases.user());
      configuration.put("quarkus.datasource.password", databases.password());
    }
    if (wanted("kafka")) {
      TestKafka kafka = servers.kafka();
      if (!kafka.runs()) {
        kafka.start();
      }
      Topics.create(kafka.bootstrapServers());
      configuration.put("kafka.bootstrap.servers", kafka.bootstrapServers());
    }
    TicketKeys keys = servers.ticketKeys();
    configuration.put("lamella.tickets.private-key-file", keys.privateKey().toString());
    configuration.put("lamella.tickets.public-key-file", keys.publicKey().toString());
    configuration.put("lamella.store.default", servers.store().toUri().toString());
    configuration.put(
        "lamella.store.allowed", servers.store().resolveSibling("elsewhere").toUri().toString());
    return configuration;
  }

  private boolean wanted(String server) {
    return Boolean.parseBoolean(arguments.getOrDefault(server, "true"));
  }
}
