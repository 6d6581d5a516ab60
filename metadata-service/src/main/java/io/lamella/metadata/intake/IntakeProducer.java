package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.Topic;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.outbox.EventProducer;
import io.lamella.kit.trace.Messaging;
import io.lamella.kit.trace.TraceParent;
import io.opentelemetry.api.trace.Span;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/** Writes events to the topic. */
@ApplicationScoped
class IntakeProducer {
  private final Producer<String, byte[]> producer;

  @Inject
  IntakeProducer(@ConfigProperty(name = "kafka.bootstrap.servers") String bootstrapServers) {
    this.producer = EventProducer.create(bootstrapServers);
  }

  @PreDestroy
  void stop() {
    producer.close(Duration.ofSeconds(2));
  }

  /**
   * Completes when the broker has all of them.
   *
   * @param by who sends them
   */
  Uni<Void> send(List<Raw> records, String by) {
    String here = TraceParent.here();
    return Uni.createFrom()
        .<Void>item(
            () -> {
              write(records, by, here);
              return null;
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private record Sent(Future<RecordMetadata> answer, Span step) {}

  /**
   * @param here where they came; null: in no trace. An event that names its own is of that one
   */
  private void write(List<Raw> records, String by, @Nullable String here) {
    try {
      List<Sent> sent = new ArrayList<>();
      for (Raw raw : records) {
        ProducerRecord<String, byte[]> record =
            new ProducerRecord<>(Topic.INTAKE, key(raw, by), raw.value());
        raw.headers()
            .forEach(
                (name, value) ->
                    record.headers().add(name, value.getBytes(StandardCharsets.UTF_8)));
        String own = CloudEvent.traceparent(record.headers(), raw.value());
        Span step = Messaging.send(record, own == null ? here : own);
        sent.add(new Sent(producer.send(record), step));
      }
      acknowledge(sent);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw away(e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RecordTooLargeException) {
        throw new LamellaException(
            ErrorCode.TOO_LARGE, "an event may have about a megabyte; name where files lie", e);
      }
      throw away(e);
    } catch (RuntimeException e) {
      throw away(e);
    }
  }

  private static void acknowledge(List<Sent> sent) throws InterruptedException, ExecutionException {
    ExecutionException first = null;
    for (Sent each : sent) {
      try {
        each.answer().get();
        each.step().end();
      } catch (ExecutionException e) {
        Messaging.notSent(each.step(), e);
        first = first == null ? e : first;
      }
    }
    if (first != null) {
      throw first;
    }
  }

  private static LamellaException away(Throwable cause) {
    return new LamellaException(ErrorCode.UNAVAILABLE, "Kafka does not answer; try again", cause);
  }

  /** Events of one source keep their order. */
  private static String key(Raw raw, String by) {
    String key = raw.header("ce_partitionkey");
    String source = key.isEmpty() ? raw.header("ce_source") : key;
    if (!source.isEmpty() || raw.value() == null) {
      return source.isEmpty() ? by : source;
    }
    try {
      JsonNode json = EventJson.MAPPER.readTree(raw.value());
      for (String name : List.of("partitionkey", "source", "topic")) {
        if (json.path(name).isTextual()) {
          return json.path(name).asText();
        }
      }
      return json.path("Records").path(0).path("s3").path("bucket").path("name").asText(by);
    } catch (IOException e) {
      return by;
    }
  }
}
