package io.lamella.kit.outbox;

import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether others hear of what happens: for who looks, not for who starts or stops processes. Events
 * that wait are sent when Kafka is back, and all else goes on meanwhile.
 */
public final class OutboxHealth implements HealthCheck {
  private static final long PATIENCE_SECONDS = 60;
  private final OutboxRelay relay;

  public OutboxHealth(OutboxRelay relay) {
    this.relay = relay;
  }

  @Override
  public HealthCheckResponse call() {
    long age = (long) relay.ageSeconds();
    return HealthCheckResponse.named("Events are sent")
        .status(age < PATIENCE_SECONDS)
        .withData("oldest event waits, seconds", age)
        .build();
  }
}
