package io.lamella.kit.trace;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Whether steps are recorded, as {@code quarkus.otel.sdk.disabled} says at start. Where they are
 * not, a trace that comes in goes out as it came.
 */
@ApplicationScoped
public class Tracing {
  private static final String SCOPE = "io.lamella";
  private static final int BEFORE_WORK = 1;
  private static volatile Tracer tracer = TracerProvider.noop().get(SCOPE);
  private static volatile boolean on;

  private final boolean disabled;

  @Inject
  Tracing(
      @ConfigProperty(name = "quarkus.otel.sdk.disabled", defaultValue = "true") boolean disabled) {
    this.disabled = disabled;
  }

  void start(@Observes @Priority(BEFORE_WORK) StartupEvent event, OpenTelemetry openTelemetry) {
    on = !disabled;
    tracer = (disabled ? OpenTelemetry.noop() : openTelemetry).getTracer(SCOPE);
  }

  /** Whether this process records steps. */
  static boolean isOn() {
    return on;
  }

  static Tracer tracer() {
    return tracer;
  }
}
