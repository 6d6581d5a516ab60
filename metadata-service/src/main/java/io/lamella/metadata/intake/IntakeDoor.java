package io.lamella.metadata.intake;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IntakeAccepted;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.OPTIONS;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/**
 * Events over HTTP, for webhooks: what {@code lamella.intake} takes over Kafka. They are accepted
 * when the topic has them.
 */
@Path("/v1/intake")
@Tag(name = "Intake")
public class IntakeDoor {
  private static final String BATCH = "application/cloudevents-batch+json";
  private static final String STRUCTURED = "application/cloudevents+json";
  private static final String VALIDATION = "Microsoft.EventGrid.SubscriptionValidationEvent";

  private final Happenings happenings;
  private final IntakeProducer producer;
  private final CurrentCaller caller;

  @Inject
  IntakeDoor(Happenings happenings, IntakeProducer producer, CurrentCaller caller) {
    this.happenings = happenings;
    this.producer = producer;
    this.caller = caller;
  }

  @POST
  @Consumes(MediaType.WILDCARD)
  @Produces(MediaType.APPLICATION_JSON)
  @Operation(
      summary =
          "Take events of files: CloudEvents (binary, structured, batched) and notifications of S3,"
              + " MinIO, Pub/Sub and Event Grid")
  public Uni<RestResponse<Object>> take(byte @Nullable [] body, @Context HttpHeaders headers) {
    String by = caller.get().name();
    List<Raw> records = records(body == null ? new byte[0] : body, headers);
    String code = validation(records);
    if (code != null) {
      Object answer = Map.of("validationResponse", code);
      return Uni.createFrom().item(ResponseBuilder.ok(answer).build());
    }
    records.forEach(happenings::read);
    return producer
        .send(records, by)
        .replaceWith(
            () -> {
              Object answer = new IntakeAccepted(records.size());
              return ResponseBuilder.ok(answer).status(Status.ACCEPTED).build();
            });
  }

  /** Who sends webhooks of CloudEvents asks so whether he may. */
  @OPTIONS
  @Operation(summary = "Allow a sender of webhooks to send")
  public RestResponse<Void> allow(@HeaderParam("WebHook-Request-Origin") @Nullable String origin) {
    ResponseBuilder<Void> answer =
        ResponseBuilder.<Void>noContent().header("Allow", "POST, OPTIONS");
    if (origin != null && origin.matches("[\\x21-\\x7e]{1,253}")) {
      answer.header("WebHook-Allowed-Origin", origin).header("WebHook-Allowed-Rate", "*");
    }
    return answer.build();
  }

  private static List<Raw> records(byte[] body, HttpHeaders headers) {
    String media = String.valueOf(headers.getHeaderString("Content-Type")).toLowerCase(Locale.ROOT);
    if (media.startsWith(BATCH)) {
      return each(json(body), STRUCTURED);
    }
    if (media.startsWith(STRUCTURED)) {
      return List.of(new Raw(Map.of("content-type", STRUCTURED), body));
    }
    if (headers.getHeaderString("ce-type") != null || headers.getHeaderString("ce-id") != null) {
      Map<String, String> kept = new HashMap<>();
      headers.getRequestHeaders().keySet().stream()
          .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("ce-"))
          .forEach(
              name ->
                  kept.put(
                      "ce_" + name.substring(3).toLowerCase(Locale.ROOT),
                      text(headers.getHeaderString(name))));
      kept.putIfAbsent("ce_specversion", "1.0");
      kept.put("content-type", "application/json");
      return List.of(new Raw(kept, body));
    }
    JsonNode json = json(body);
    return json.isArray()
        ? each(json, "application/json")
        : List.of(new Raw(Map.of("content-type", "application/json"), body));
  }

  /** What is not ASCII comes percent-encoded. */
  private static String text(String header) {
    try {
      return URLDecoder.decode(header.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return header;
    }
  }

  private static JsonNode json(byte[] body) {
    try {
      JsonNode json = EventJson.MAPPER.readTree(body);
      if (json != null && (json.isObject() || json.isArray())) {
        return json;
      }
    } catch (IOException e) {
      throw Rules.invalid("send JSON: a CloudEvent, or a bucket's notification");
    }
    throw Rules.invalid("send a JSON object or array: events, or a bucket's notification");
  }

  private static List<Raw> each(JsonNode all, String media) {
    if (!all.isArray()) {
      throw Rules.invalid("a batch is a JSON array");
    }
    List<Raw> records = new ArrayList<>();
    try {
      for (JsonNode each : all) {
        records.add(
            new Raw(Map.of("content-type", media), EventJson.MAPPER.writeValueAsBytes(each)));
      }
    } catch (IOException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "an event with a text that is none: " + e.getMessage(), e);
    }
    return records;
  }

  /** The word that Event Grid wants to hear back before it sends events; null: it asks nothing. */
  private static @Nullable String validation(List<Raw> records) {
    for (Raw record : records) {
      JsonNode json = record.value() == null ? null : tolerant(record.value());
      if (json != null && json.path("eventType").asText().equals(VALIDATION)) {
        return json.path("data").path("validationCode").asText();
      }
    }
    return null;
  }

  private static @Nullable JsonNode tolerant(byte[] value) {
    try {
      return EventJson.MAPPER.readTree(value);
    } catch (IOException e) {
      return null;
    }
  }
}
