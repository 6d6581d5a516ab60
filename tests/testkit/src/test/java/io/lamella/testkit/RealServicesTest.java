package io.lamella.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.Topic;
import java.sql.Connection;
import java.sql.ResultSet;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RealServicesTest {
  @BeforeAll
  static void start() {
    RealServices services = new RealServices();
    services.init(Map.of("database", "things"));
    services.start();
  }

  @Test
  void databaseKeepsWhatWasCommittedWhenTheServerIsKilled() throws Exception {
    // Given
    execute("CREATE TABLE kept AS SELECT 42 AS answer");
    execute("CHECKPOINT");

    // When
    RealServices.postgres().kill();
    RealServices.postgres().start();

    // Then
    try (Connection connection = connect();
        ResultSet found = connection.createStatement().executeQuery("SELECT answer FROM kept")) {
      assertThat(found.next()).isTrue();
      assertThat(found.getInt(1)).isEqualTo(42);
    }
  }

  @Test
  void eventsOutliveTheBroker() throws Exception {
    // Given
    UUID version = UUID.randomUUID();
    SealFailed body = new SealFailed(version, 3, "missing-content", "a pack is gone");
    String id =
        TestTopics.send(
            Topic.UPLOADS, version.toString(), EventType.SEAL_FAILED, version.toString(), body);

    // When
    RealServices.kafka().stop();
    RealServices.kafka().start();

    // Then
    ConsumerRecord<String, byte[]> found =
        TestTopics.await(Topic.UPLOADS, event -> TestTopics.header(event, "ce_id").equals(id));
    assertThat(TestTopics.body(found, SealFailed.class)).isEqualTo(body);
  }

  private static void execute(String sql) throws Exception {
    try (Connection connection = connect()) {
      connection.createStatement().execute(sql);
    }
  }

  private static Connection connect() throws Exception {
    return RealServices.postgres().databases().connect("things");
  }
}
