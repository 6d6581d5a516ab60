package io.lamella.metadata.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.Failure;
import io.lamella.kit.event.CloudEvent;
import io.lamella.kit.event.Delivery;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.event.UnreadableEventException;
import io.lamella.metadata.event.Events;
import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.eclipse.microprofile.reactive.messaging.Incoming;
import org.jspecify.annotations.Nullable;

/**
 * Requests over Kafka: CloudEvents in binary or structured mode, or the request alone. One that
 * cannot be taken is answered, acknowledged, and holds nothing up.
 */
@ApplicationScoped
public class IngestInbox {
  private final Requests requests;
  private final Ingests ingests;
  private final Steps steps;
  private final Events events;

  @Inject
  IngestInbox(Requests requests, Ingests ingests, Steps steps, Events events) {
    this.requests = requests;
    this.ingests = ingests;
    this.steps = steps;
    this.events = events;
  }

  @Incoming("ingests")
  public Uni<Void> take(KafkaRecord<String, byte[]> record) {
    return Delivery.takeAny(record, Topic.INGESTS, this::apply);
  }

  private Uni<Void> apply(ConsumerRecord<String, byte[]> record) {
    JsonNode request = null;
    try {
      String place = place(record);
      String by = "kafka";
      String otherwise = place;
      if (CloudEvent.isOne(record)) {
        CloudEvent event = CloudEvent.read(record);
        by = event.source();
        otherwise = event.id();
        request = json(event.data());
        requireRequest(event.type());
      } else {
        request = json(record.value());
      }
      String key = RequestReader.keyOf(request);
      return requests
          .accept(request, null, otherwise, by)
          .chain(this::go)
          .onFailure(LamellaException.class)
          .recoverWithUni(failure -> refuse(key, (LamellaException) failure));
    } catch (UnreadableEventException e) {
      return refuse(
          RequestReader.keyOf(request),
          new LamellaException(ErrorCode.INVALID_REQUEST, String.valueOf(e.getMessage())));
    } catch (LamellaException e) {
      return refuse(RequestReader.keyOf(request), e);
    }
  }

  /** Where a record came to first: one that is tried again comes from another topic. */
  private static String place(ConsumerRecord<String, byte[]> record) {
    return header(record, "delayed-retry-topic", record.topic())
        + "/"
        + header(record, "delayed-retry-partition", Integer.toString(record.partition()))
        + "/"
        + header(record, "delayed-retry-offset", Long.toString(record.offset()));
  }

  private static String header(
      ConsumerRecord<String, byte[]> record, String name, String otherwise) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? otherwise
        : new String(header.value(), StandardCharsets.UTF_8);
  }

  private static void requireRequest(String type) {
    if (!type.equals(EventType.INGEST_REQUESTED)) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST,
          "an event of type " + type + "; requests are of type " + EventType.INGEST_REQUESTED);
    }
  }

  private static JsonNode json(byte @Nullable [] data) {
    try {
      JsonNode json = data == null ? null : EventJson.MAPPER.readTree(data);
      if (json != null && !json.isMissingNode()) {
        return json;
      }
    } catch (IOException e) {
      throw new UnreadableEventException("a request that is no JSON", e);
    }
    throw new UnreadableEventException("a request without data");
  }

  /** One that had ended before is told again. */
  private Uni<Void> go(Ingest ingest) {
    return ingest.state().isEnd() ? steps.tellAgain(ingest) : steps.next(ingest.id());
  }

  private Uni<Void> refuse(@Nullable String key, LamellaException why) {
    if (why.code().status() >= 500) {
      return Uni.createFrom().failure(why);
    }
    String detail = String.valueOf(why.getMessage()).replace('\0', '\uFFFD');
    Failure failure = new Failure(why.code().code(), detail);
    return ingests.tell(Results.refused(key, failure)).invoke(events::wake);
  }
}
