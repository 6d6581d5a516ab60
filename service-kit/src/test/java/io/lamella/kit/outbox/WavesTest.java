package io.lamella.kit.outbox;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.kit.outbox.Waves.Waiting;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WavesTest {
  private final MockProducer<String, byte[]> producer =
      new MockProducer<>(false, null, new StringSerializer(), new ByteArraySerializer());
  private final ExecutorService relay = Executors.newSingleThreadExecutor();
  private final Waves waves = new Waves(producer);

  @AfterEach
  void end() {
    relay.shutdownNow();
  }

  @Test
  void nothingOfAKeyIsSentBehindWhatWasNotAcknowledged() throws Exception {
    Future<List<Long>> sent =
        relay.submit(() -> waves.send(List.of(event(1, "a"), event(2, "b"), event(3, "a"))));

    answer(false);
    answer(true);

    assertThat(sent.get(10, TimeUnit.SECONDS)).containsExactly(2L);
    assertThat(producer.history()).extracting(ProducerRecord::key).containsExactly("a", "b");
  }

  @Test
  void allAreSentInOrderWhenTheBrokerTakesThem() throws Exception {
    Future<List<Long>> sent =
        relay.submit(
            () -> waves.send(List.of(event(1, "a"), event(2, "b"), event(3, "b"), event(4, "c"))));

    for (int i = 0; i < 4; i++) {
      answer(true);
    }

    assertThat(sent.get(10, TimeUnit.SECONDS)).containsExactly(1L, 2L, 3L, 4L);
    assertThat(producer.history())
        .extracting(ProducerRecord::key)
        .containsExactly("a", "b", "b", "c");
  }

  /** Answers the oldest event that waits for the broker, when there is one. */
  private void answer(boolean good) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
    boolean answered = false;
    while (!answered && System.nanoTime() < end) {
      answered = good ? producer.completeNext() : producer.errorNext(new TimeoutException("away"));
      Thread.onSpinWait();
    }
    assertThat(answered).isTrue();
  }

  private static Waiting event(long id, String key) {
    return new Waiting(id, new ProducerRecord<>("topic", key, new byte[0]), null);
  }
}
