package io.lamella.kit.outbox;

import io.lamella.kit.trace.Messaging;
import io.opentelemetry.api.trace.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Sends events in waves that hold a key once: none is on its way while an earlier one of its key is
 * not acknowledged. So a broker that goes away and comes back cannot have a later one first.
 */
final class Waves {
  private static final Logger LOG = Logger.getLogger(Waves.class);

  /**
   * An event that waits in the outbox.
   *
   * @param traceparent where it was written; null: in no trace
   */
  record Waiting(long id, ProducerRecord<String, byte[]> event, @Nullable String traceparent) {}

  private record Key(String topic, String key) {}

  private record Sent(long id, Future<RecordMetadata> answer, Span step) {}

  private final Producer<String, byte[]> producer;

  Waves(Producer<String, byte[]> producer) {
    this.producer = producer;
  }

  /** Sends until the first wave that is not acknowledged as a whole; blocks. Answers the ids. */
  List<Long> send(List<Waiting> all) throws InterruptedException {
    List<Long> acknowledged = new ArrayList<>();
    Deque<Waiting> rest = new ArrayDeque<>(all);
    boolean whole = true;
    while (whole && !rest.isEmpty()) {
      whole = acknowledge(start(rest), acknowledged);
    }
    return acknowledged;
  }

  private List<Sent> start(Deque<Waiting> rest) {
    List<Sent> wave = new ArrayList<>();
    Set<Key> keys = new HashSet<>();
    while (!rest.isEmpty()) {
      ProducerRecord<String, byte[]> event = rest.peek().event();
      if (!keys.add(new Key(event.topic(), event.key()))) {
        break;
      }
      Waiting next = rest.remove();
      Span step = Messaging.send(event, next.traceparent());
      wave.add(new Sent(next.id(), producer.send(event), step));
    }
    return wave;
  }

  private static boolean acknowledge(List<Sent> wave, List<Long> acknowledged)
      throws InterruptedException {
    boolean whole = true;
    for (Sent sent : wave) {
      try {
        sent.answer().get();
        sent.step().end();
        acknowledged.add(sent.id());
      } catch (ExecutionException | KafkaException e) {
        Messaging.notSent(sent.step(), e);
        if (whole) {
          LOG.warnf("events wait in the outbox: %s", e.getMessage());
        }
        whole = false;
      }
    }
    return whole;
  }
}
