package io.lamella.kit.outbox;

import java.util.function.DoubleSupplier;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;

/**
 * Whether others hear of what happens: for who looks, not for who starts or stops processes. Events
 * that wait are sent when Kafka is back, and all else goes on meanwhile.
 */
public final class OutboxHealth implements HealthCheck {
  private static final long PATIENCE_SECONDS = 60;
  private final DoubleSupplier age;

  /**
   * @param age how long the oldest event waits, seconds
   */
  public OutboxHealth(DoubleSupplier age) {
    this.age = age;
  }

  @Override
  public HealthCheckResponse call() {
    long seconds = (long) age.getAsDouble();
    return HealthCheckResponse.named("Events are sent")
        .status(seconds < PATIENCE_SECONDS)
        .withData("oldest event waits, seconds", seconds)
        .build();
  }
}
