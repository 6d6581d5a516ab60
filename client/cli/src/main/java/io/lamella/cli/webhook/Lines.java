package io.lamella.cli.webhook;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.WebhookView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Prints webhooks and deliveries, a line each. */
final class Lines {
  private Lines() {}

  static void print(Output output, WebhookView hook) {
    output.answer(object(hook), text(hook));
  }

  static Map<String, @Nullable Object> object(WebhookView hook) {
    return Objects.of(
        "id", hook.id(),
        "url", hook.url(),
        "types", types(hook),
        "project", hook.project(),
        "dataset", hook.dataset(),
        "tags", hook.tags(),
        "description", hook.description(),
        "disabled", hook.disabled(),
        "created", hook.created(),
        "createdBy", hook.createdBy());
  }

  static String text(WebhookView hook) {
    List<String> parts = new ArrayList<>(List.of(hook.id().toString(), hook.url()));
    parts.add(hook.types().isEmpty() ? "all events" : String.join(",", types(hook)));
    if (hook.project() != null) {
      parts.add("in " + hook.project());
    }
    if (hook.dataset() != null) {
      parts.add("of " + hook.dataset());
    }
    if (!hook.tags().isEmpty()) {
      parts.add("tagged " + String.join(",", hook.tags()));
    }
    if (hook.disabled() != null) {
      parts.add("disabled: " + hook.disabled());
    }
    return String.join("  ", parts);
  }

  private static List<String> types(WebhookView hook) {
    return hook.types().stream().map(EventType::brief).toList();
  }

  static void print(Output output, DeliveryView delivery) {
    output.answer(
        Objects.of(
            "id", delivery.id(),
            "webhook", delivery.webhook(),
            "event", delivery.event(),
            "type", EventType.brief(delivery.type()),
            "status", delivery.status(),
            "attempts", delivery.attempts(),
            "code", delivery.code(),
            "error", delivery.error(),
            "created", delivery.created(),
            "next", delivery.next(),
            "ended", delivery.ended()),
        "%s  %s  %-10s  %-9s  %s%s"
            .formatted(
                delivery.id(),
                delivery.created(),
                EventType.brief(delivery.type()),
                delivery.status(),
                delivery.attempts() == 1 ? "1 attempt" : delivery.attempts() + " attempts",
                how(delivery)));
  }

  private static String how(DeliveryView delivery) {
    if (delivery.error() != null) {
      return "  " + delivery.error();
    }
    return delivery.code() == null ? "" : "  answered " + delivery.code();
  }
}
