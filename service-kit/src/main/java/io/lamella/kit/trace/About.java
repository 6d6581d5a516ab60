package io.lamella.kit.trace;

import io.opentelemetry.api.trace.Span;
import io.smallrye.common.vertx.VertxContext;
import java.util.UUID;
import org.jboss.logging.MDC;

/**
 * Says what the work that goes on here is about, in its log lines ({@code version}, {@code
 * dataset}, {@code requestId}) and in its span ({@code lamella.version}, {@code lamella.dataset}).
 * It ends with the Vert.x context of that piece of work; elsewhere nothing is said.
 */
public final class About {
  static final String VERSION = "version";
  static final String DATASET = "dataset";
  static final String REQUEST = "requestId";

  private About() {}

  public static void version(UUID id) {
    say(VERSION, id.toString());
  }

  public static void version(UUID id, UUID dataset) {
    say(VERSION, id.toString());
    say(DATASET, dataset.toString());
  }

  public static void dataset(UUID id) {
    say(DATASET, id.toString());
  }

  static void say(Span span, UUID version, UUID dataset) {
    span.setAttribute(attribute(VERSION), version.toString());
    span.setAttribute(attribute(DATASET), dataset.toString());
  }

  /** The id that its client knows of this request, too. */
  public static void request(String id) {
    if (VertxContext.isOnDuplicatedContext()) {
      MDC.put(REQUEST, id);
    }
  }

  private static void say(String name, String id) {
    if (VertxContext.isOnDuplicatedContext()) {
      MDC.put(name, id);
      Span.current().setAttribute(attribute(name), id);
    }
  }

  private static String attribute(String name) {
    return "lamella." + name;
  }
}
