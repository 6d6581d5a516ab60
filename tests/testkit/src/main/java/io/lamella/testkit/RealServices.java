package io.lamella.testkit;

import io.lamella.standalone.kafka.KafkaBroker;
import io.lamella.standalone.kafka.Topics;
import io.lamella.standalone.postgres.EmbeddedPostgres;
import io.lamella.standalone.stack.TicketKeys;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.HashMap;
import java.util.Map;

/**
 * Real servers for a {@code @QuarkusTest}: one PostgreSQL and one Kafka broker per test JVM,
 * started at first use, shared by all its test classes and ended with it. Every topic exists. The
 * application is given their addresses, a pair of ticket keys and an empty {@code file:} store.
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
  public static EmbeddedPostgres postgres() {
    return TestServers.of().postgres();
  }

  /** The Kafka broker of this JVM: to stop, kill and start it under a test's feet. */
  public static KafkaBroker kafka() {
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
      EmbeddedPostgres postgres = servers.postgres();
      String database = arguments.getOrDefault("database", "lamella");
      if (postgres.process().isEmpty()) {
        postgres.start();
      }
      postgres.createDatabase(database);
      configuration.put("quarkus.datasource.reactive.url", postgres.reactiveUrl(database));
      configuration.put("quarkus.datasource.jdbc.url", postgres.jdbcUrl(database));
      configuration.put("quarkus.datasource.username", EmbeddedPostgres.USER);
      configuration.put("quarkus.datasource.password", postgres.password());
    }
    if (wanted("kafka")) {
      KafkaBroker kafka = servers.kafka();
      if (kafka.process().isEmpty()) {
        kafka.start(KafkaBroker.Life.OF_ITS_STARTER);
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
