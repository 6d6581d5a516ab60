package io.lamella.kit.trace;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.trace.Span;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

/** In a process that records no traces. */
class MessagingTest {
  private static final String PARENT = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

  private final ProducerRecord<String, byte[]> sent =
      new ProducerRecord<>("lamella.seals", "key", new byte[0]);
  private final ConsumerRecord<String, byte[]> come =
      new ConsumerRecord<>("lamella.seals", 0, 7, "key", new byte[0]);

  @Test
  void aTraceGoesOutAsItCameIn() {
    Span step = Messaging.send(sent, PARENT);

    assertThat(step.isRecording()).isFalse();
    assertThat(header("traceparent")).isEqualTo(PARENT);
    assertThat(header("ce_traceparent")).isEqualTo(PARENT);
  }

  @Test
  void anEventThatIsSentAgainSaysItOnce() {
    Messaging.send(sent, PARENT);
    Messaging.send(sent, PARENT);

    assertThat(sent.headers().headers("traceparent")).hasSize(1);
  }

  @Test
  void outsideOfATraceNothingIsSaid() {
    Messaging.send(sent, null);

    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void whatCannotBeReadIsNoTrace() {
    Messaging.send(sent, "00-nonsense");

    assertThat(sent.headers()).isEmpty();
  }

  @Test
  void theRecordsOwnHeaderComesBeforeThatOfItsEvent() {
    come.headers().add("ce_traceparent", "of the event".getBytes(UTF_8));
    assertThat(Messaging.traceparent(come.headers())).isEqualTo("of the event");

    come.headers().add("traceparent", "of the record".getBytes(UTF_8));
    assertThat(Messaging.traceparent(come.headers())).isEqualTo("of the record");
  }

  private String header(String name) {
    return new String(sent.headers().lastHeader(name).value(), UTF_8);
  }
}
