package io.lamella.sdk.webhook;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.CreateWebhook;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.WebhookView;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.GoneMeanwhileException;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who is told of events over HTTP, and how that went. */
public final class Webhooks {
  private static final String PATH = "/v1/webhooks";
  private static final int PAGE = 200;
  private static final int SECRET_BYTES = 32;

  private final Connection connection;

  public Webhooks(Connection connection) {
    this.connection = connection;
  }

  /**
   * Makes a webhook, once, however often the request has to be sent.
   *
   * @return with the secret if that was not given: nobody says it again
   */
  public WebhookView create(CreateWebhook wish) {
    String secret = wish.secret() == null ? secret() : wish.secret();
    CreateWebhook whole =
        new CreateWebhook(
            Objects.requireNonNullElseGet(wish.id(), UUID::randomUUID),
            wish.url(),
            wish.types(),
            wish.project(),
            wish.dataset(),
            wish.tags(),
            secret,
            wish.description());
    WebhookView made = connection.json(withJson(Call.post(PATH), whole), WebhookView.class);
    return new WebhookView(
        made.id(),
        made.url(),
        made.types(),
        made.project(),
        made.dataset(),
        made.tags(),
        made.description(),
        made.disabled(),
        made.created(),
        made.createdBy(),
        wish.secret() == null ? secret : null);
  }

  private static String secret() {
    byte[] bytes = new byte[SECRET_BYTES];
    new SecureRandom().nextBytes(bytes);
    return "whsec_" + Base64.getEncoder().encodeToString(bytes);
  }

  /** All of them, the newest first, page by page as the stream is read. */
  public Stream<WebhookView> list() {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(new Query(PATH).with("after", after).with("limit", PAGE).toString()),
                WebhookView.class));
  }

  public WebhookView get(UUID id) {
    return connection.json(Call.get(PATH + "/" + id), WebhookView.class);
  }

  /** Deletes a webhook with its deliveries. */
  public void delete(UUID id) {
    try {
      connection.send(Call.of(Plane.CATALOG, "DELETE", PATH + "/" + id), BodyHandlers.discarding());
    } catch (GoneMeanwhileException e) {
      return; // the answer was lost, not the request
    }
  }

  /** Has events sent again to a webhook that was disabled, those from now on. */
  public WebhookView enable(UUID id) {
    return connection.json(Call.post(PATH + "/" + id + "/enable"), WebhookView.class);
  }

  /** Has an event sent that says nothing, to see whether it arrives. */
  public DeliveryView test(UUID id) {
    return connection.json(Call.post(PATH + "/" + id + "/test"), DeliveryView.class);
  }

  /**
   * What a webhook was told of, the newest first, page by page as the stream is read.
   *
   * @param status {@code pending}, {@code delivered} or {@code failed}; null: any
   */
  public Stream<DeliveryView> deliveries(UUID id, @Nullable String status) {
    return Pages.stream(
        after ->
            connection.page(
                Call.get(
                    new Query(PATH + "/" + id + "/deliveries")
                        .with("status", status)
                        .with("after", after)
                        .with("limit", PAGE)
                        .toString()),
                DeliveryView.class));
  }

  /** How a delivery stands. */
  public DeliveryView delivery(UUID id, UUID delivery) {
    return connection.json(Call.get(path(id, delivery)), DeliveryView.class);
  }

  /** Has a delivery sent again, at once and for a new term, under the same id. */
  public DeliveryView redeliver(UUID id, UUID delivery) {
    return connection.json(Call.post(path(id, delivery) + "/redeliver"), DeliveryView.class);
  }

  private static String path(UUID id, UUID delivery) {
    return PATH + "/" + id + "/deliveries/" + delivery;
  }
}
