package io.lamella.kit.event;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.mutiny.Uni;
import io.smallrye.reactive.messaging.kafka.IncomingKafkaRecord;
import io.smallrye.reactive.messaging.kafka.KafkaRecord;
import io.smallrye.reactive.messaging.kafka.commit.KafkaCommitHandler;
import io.smallrye.reactive.messaging.kafka.fault.KafkaFailureHandler;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.reactive.messaging.Metadata;
import org.junit.jupiter.api.Test;

class DeliveryTest {
  private final List<String> said = new ArrayList<>();

  @Test
  void aRecordIsAcknowledgedAfterItsEffect() {
    take(raw -> Uni.createFrom().voidItem().invoke(() -> said.add("effect")));

    assertThat(said).containsExactly("effect", "ack");
  }

  @Test
  void aRecordWhoseEffectFailsIsHandedOn() {
    take(raw -> Uni.createFrom().failure(new IllegalStateException("no")));

    assertThat(said).containsExactly("nack");
  }

  /** To hand it on would take it from the process that goes on with its work. */
  @Test
  void aRecordThatComesWhileTheProcessEndsIsLeftToAnother() {
    ExecutorService threads = Executors.newSingleThreadExecutor();
    threads.shutdownNow();

    take(raw -> Uni.createFrom().emitter(end -> threads.execute(() -> end.complete(null))));
    take(raw -> Uni.createFrom().voidItem().runSubscriptionOn(threads));
    take(
        raw ->
            Uni.createFrom()
                .failure(new IllegalStateException(new InterruptedException("told to stop"))));

    assertThat(said).isEmpty();
  }

  private void take(Function<ConsumerRecord<String, byte[]>, Uni<Void>> effect) {
    ConsumerRecord<String, byte[]> raw = new ConsumerRecord<>("topic", 0, 7, "key", new byte[1]);
    KafkaRecord<String, byte[]> record =
        new IncomingKafkaRecord<>(raw, "channel", 0, new Commits(), new Failures(), false);
    Delivery.takeAny(record, "topic", effect).subscribe().with(done -> {});
  }

  private final class Commits implements KafkaCommitHandler {
    @Override
    public <K, V> Uni<Void> handle(IncomingKafkaRecord<K, V> record) {
      said.add("ack");
      return Uni.createFrom().voidItem();
    }
  }

  private final class Failures implements KafkaFailureHandler {
    @Override
    public <K, V> Uni<Void> handle(
        IncomingKafkaRecord<K, V> record, Throwable reason, Metadata metadata) {
      said.add("nack");
      return Uni.createFrom().voidItem();
    }
  }
}
