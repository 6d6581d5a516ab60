package io.lamella.kit.trace;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.jspecify.annotations.Nullable;

/** Steps that are records of Kafka on their way, in the words of OpenTelemetry. */
public final class Messaging {
  private static final String ATTRIBUTE = "ce_" + TraceParent.NAME;

  private Messaging() {}

  /** Where the record of these headers was sent; null: it does not say. */
  public static @Nullable String traceparent(Headers headers) {
    String header = text(headers.lastHeader(TraceParent.NAME));
    return header != null ? header : text(headers.lastHeader(ATTRIBUTE));
  }

  /**
   * Begins to work on a record, in the context that is its own.
   *
   * @param traceparent where it was sent; null: a trace begins
   */
  public static Step process(
      String topic, ConsumerRecord<String, byte[]> record, @Nullable String traceparent) {
    return Step.begin(process(topic, record), TraceParent.context(traceparent));
  }

  /**
   * As {@link #process}, of one of several records that are worked on together, in a context that
   * is of none of them.
   */
  public static Step processAmong(
      String topic, ConsumerRecord<String, byte[]> record, @Nullable String traceparent) {
    return Step.beside(process(topic, record), TraceParent.context(traceparent));
  }

  private static SpanBuilder process(String topic, ConsumerRecord<String, byte[]> record) {
    return span("process", SpanKind.CONSUMER, topic, record.key(), record.headers())
        .setAttribute("messaging.destination.partition.id", Integer.toString(record.partition()))
        .setAttribute("messaging.kafka.offset", record.offset());
  }

  /**
   * A record is about to be sent, and says so itself from now on. To be ended when the broker has
   * it.
   *
   * @param traceparent where it was written; null: outside of any trace, so that nothing is said
   */
  public static Span send(ProducerRecord<String, byte[]> record, @Nullable String traceparent) {
    if (traceparent == null) {
      return Span.getInvalid();
    }
    Span span =
        span("send", SpanKind.PRODUCER, record.topic(), record.key(), record.headers())
            .setParent(TraceParent.context(traceparent))
            .startSpan();
    write(record.headers(), TraceParent.of(span));
    return span;
  }

  /** Has a record that is sent here say in which trace that is, if it is in one. */
  public static void sentHere(Headers headers) {
    write(headers, TraceParent.here());
  }

  private static void write(Headers headers, @Nullable String traceparent) {
    if (traceparent != null) {
      for (String name : new String[] {TraceParent.NAME, ATTRIBUTE}) {
        headers.remove(name).add(name, traceparent.getBytes(UTF_8));
      }
    }
  }

  /** The broker did not take a record. */
  public static void notSent(Span span, Throwable failure) {
    Step.fail(span, failure);
    span.end();
  }

  private static SpanBuilder span(
      String operation, SpanKind kind, String topic, @Nullable String key, Headers headers) {
    SpanBuilder span =
        Tracing.tracer()
            .spanBuilder(operation + " " + topic)
            .setSpanKind(kind)
            .setAttribute("messaging.system", "kafka")
            .setAttribute("messaging.operation.name", operation)
            .setAttribute("messaging.operation.type", operation)
            .setAttribute("messaging.destination.name", topic);
    set(span, "messaging.kafka.message.key", key);
    set(span, "cloudevents.event_id", text(headers.lastHeader("ce_id")));
    set(span, "cloudevents.event_type", text(headers.lastHeader("ce_type")));
    return span;
  }

  private static void set(SpanBuilder span, String name, @Nullable String value) {
    if (value != null) {
      span.setAttribute(name, value);
    }
  }

  private static @Nullable String text(@Nullable Header header) {
    return header == null || header.value() == null ? null : new String(header.value(), UTF_8);
  }
}
