package io.lamella.upload.seal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.testkit.RealServices;
import io.lamella.testkit.TestTopics;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.jboss.logmanager.ExtHandler;
import org.jboss.logmanager.ExtLogRecord;
import org.jboss.logmanager.Logger;
import org.junit.jupiter.api.Test;

/** A service that records no traces, as it is by default. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class PassedTraceTest {
  private static final String TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
  private static final String PARENT = "00-" + TRACE + "-00f067aa0ba902b7-01";

  private final List<ExtLogRecord> said = new CopyOnWriteArrayList<>();

  @Test
  void theTraceOfARequestForASealGoesOnThroughItsRowAndItsLogLinesToTheAnswer() {
    // Given
    TestVersion version = TestVersion.fresh();
    version.open();
    ProducerRecord<String, byte[]> request =
        new ProducerRecord<>(
            Topic.SEALS,
            version.id().toString(),
            Columns.json(version.sealRequest()).getBytes(UTF_8));
    Map.of(
            "ce_specversion",
            "1.0",
            "ce_id",
            UUID.randomUUID().toString(),
            "ce_type",
            EventType.SEAL_REQUESTED,
            "ce_source",
            "/lamella/tests",
            "ce_traceparent",
            PARENT)
        .forEach((name, value) -> request.headers().add(name, value.getBytes(UTF_8)));
    ExtHandler listener =
        new ExtHandler() {
          @Override
          protected void doPublish(ExtLogRecord line) {
            line.copyAll();
            said.add(line);
          }
        };
    Logger log = Logger.getLogger(Sealing.class.getName());
    log.addHandler(listener);

    // When
    TestTopics.send(request);
    ConsumerRecord<String, byte[]> answer =
        TestTopics.await(Topic.UPLOADS, one -> one.key().equals(version.id().toString()));

    // Then
    log.removeHandler(listener);
    assertThat(TestTopics.header(answer, "ce_type")).isEqualTo(EventType.VERSION_SEALED);
    assertThat(TestTopics.header(answer, "traceparent")).isEqualTo(PARENT);
    ExtLogRecord sealed =
        said.stream()
            .filter(line -> line.getFormattedMessage().contains(version.id().toString()))
            .findFirst()
            .orElseThrow();
    assertThat(sealed.getMdc("version")).isEqualTo(version.id().toString());
    assertThat(sealed.getMdc("dataset")).isEqualTo(version.dataset().toString());
    assertThat(sealed.getMdc("traceId")).isEqualTo(TRACE);
  }
}
