package io.lamella.kit.kafka;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.lang.management.ManagementFactory;

/**
 * Begins what the first client of Kafka begins otherwise while all others wait for it: the JVM's
 * own beans, which take a tenth of a start. It is done on a thread of its own before anything else
 * is, since the start waits for the database later on.
 */
@Singleton
public class Prelude {
  void begin(@Observes @Initialized(ApplicationScoped.class) Object container) {
    Thread thread = new Thread(ManagementFactory::getPlatformMBeanServer, "platform-beans");
    thread.setDaemon(true);
    thread.start();
  }
}
