package io.lamella.cache.localcopy;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.LocalCopyEvent;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.trace.Messaging;
import io.smallrye.reactive.messaging.kafka.api.OutgoingKafkaRecordMetadata;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.UUID;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.reactive.messaging.Channel;
import org.eclipse.microprofile.reactive.messaging.Emitter;
import org.eclipse.microprofile.reactive.messaging.Message;
import org.jboss.logging.Logger;

/** Says that copies came and went. Best effort: the disk is the truth. */
@ApplicationScoped
class KafkaCopyEvents implements CopyEvents {
  private static final Logger LOG = Logger.getLogger(KafkaCopyEvents.class);
  private final Emitter<byte[]> channel;
  private final String node;

  @Inject
  KafkaCopyEvents(
      @Channel("local-copies") Emitter<byte[]> channel,
      @ConfigProperty(name = "lamella.node") String node) {
    this.channel = channel;
    this.node = node;
  }

  @Override
  public void ready(CopyRecord copy, UUID version) {
    send(EventType.LOCAL_COPY_READY, copy, version);
  }

  @Override
  public void evicted(CopyRecord copy, UUID version) {
    send(EventType.LOCAL_COPY_EVICTED, copy, version);
  }

  private void send(String type, CopyRecord copy, UUID version) {
    try {
      LocalCopyEvent body =
          new LocalCopyEvent(
              version,
              copy.digest(),
              node,
              String.valueOf(copy.path()),
              copy.files(),
              copy.bytes());
      channel.send(
          Message.of(EventJson.MAPPER.writeValueAsBytes(body))
              .addMetadata(
                  OutgoingKafkaRecordMetadata.<String>builder()
                      .withKey(version.toString())
                      .withHeaders(headers(type, version))
                      .build()));
    } catch (JsonProcessingException | IllegalStateException e) {
      LOG.warnf("nobody hears that local copy %s changed: %s", copy.id(), e.getMessage());
    }
  }

  private Headers headers(String type, UUID version) {
    Headers headers = new RecordHeaders();
    add(headers, "ce_specversion", "1.0");
    add(headers, "ce_id", UUID.randomUUID().toString());
    add(headers, "ce_type", type);
    add(headers, "ce_source", "/lamella/cache/" + node);
    add(headers, "ce_subject", version.toString());
    add(headers, "ce_time", Instant.now().toString());
    add(headers, "content-type", "application/json");
    Messaging.sentHere(headers);
    return headers;
  }

  private static void add(Headers headers, String name, String value) {
    headers.add(name, value.getBytes(StandardCharsets.UTF_8));
  }
}
