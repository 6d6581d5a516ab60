package io.lamella.kit.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.kit.outbox.EventProducer;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import javax.management.ObjectName;
import org.apache.kafka.clients.producer.Producer;
import org.junit.jupiter.api.Test;

class QuietClientsTest {
  @Test
  void aProducerCountsAndRegistersNothingInTheJvm() throws Exception {
    Producer<String, byte[]> producer = EventProducer.create("127.0.0.1:9");
    try {
      ObjectName figures = new ObjectName("kafka.producer:type=producer-metrics,*");

      assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(figures, null)).isEmpty();
      assertThat(producer.metrics()).isNotEmpty();
    } finally {
      producer.close(Duration.ZERO);
    }
  }
}
