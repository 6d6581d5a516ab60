package io.lamella.metadata.webhook;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CreateWebhook;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.WebhookView;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.kit.caller.Role;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.net.URI;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;
import org.jboss.resteasy.reactive.RestResponse.Status;
import org.jspecify.annotations.Nullable;

/** Webhooks. Reading them needs a writer too: often an address is a secret itself. */
@Path("/v1/webhooks")
@Tag(name = "Webhooks")
public class WebhookResource {
  private static final int ACCEPTED = 202;

  private final Webhooks webhooks;
  private final Deliveries deliveries;
  private final Courier courier;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  WebhookResource(
      Webhooks webhooks,
      Deliveries deliveries,
      Courier courier,
      Paging paging,
      CurrentCaller caller) {
    this.webhooks = webhooks;
    this.deliveries = deliveries;
    this.courier = courier;
    this.paging = paging;
    this.caller = caller;
  }

  @POST
  @Operation(summary = "Make a webhook; only this answer says a secret that was made for it")
  public Uni<RestResponse<WebhookView>> create(@Nullable CreateWebhook wish) {
    if (wish == null) {
      throw Rules.invalid("send the webhook to make as JSON");
    }
    return webhooks
        .create(wish, caller.get().name())
        .map(
            view ->
                ResponseBuilder.ok(view)
                    .status(Status.CREATED)
                    .location(URI.create("/v1/webhooks/" + view.id()))
                    .build());
  }

  @GET
  @Operation(summary = "All webhooks, the newest first")
  public Uni<Page<WebhookView>> list(
      @QueryParam("after") @Nullable String after, @QueryParam("limit") @Nullable String limit) {
    caller.get().require(Role.WRITER);
    return webhooks.page(paging.wanted(after, limit, Webhooks.CURSOR_PARTS));
  }

  @GET
  @Path("/{id}")
  @Operation(summary = "Read a webhook")
  public Uni<WebhookView> read(UUID id) {
    caller.get().require(Role.WRITER);
    return webhooks.get(id).map(hook -> hook.view(null));
  }

  @DELETE
  @Path("/{id}")
  @Operation(summary = "Delete a webhook with its deliveries")
  public Uni<Void> delete(UUID id) {
    return webhooks.delete(id).invoke(found -> requireFound(found, id)).replaceWithVoid();
  }

  @POST
  @Path("/{id}/enable")
  @Operation(
      summary =
          "Send events from now on to a webhook whose receiver had said that it is gone; what it"
              + " missed can be sent again one by one")
  public Uni<WebhookView> enable(UUID id) {
    return webhooks.enable(id).invoke(found -> requireFound(found, id)).chain(() -> read(id));
  }

  private static void requireFound(boolean found, UUID id) {
    if (!found) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "there is no webhook " + id);
    }
  }

  @POST
  @Path("/{id}/test")
  @ResponseStatus(ACCEPTED)
  @Operation(summary = "Send an event that says nothing, to see whether it arrives")
  public Uni<DeliveryView> test(UUID id) {
    return webhooks
        .get(id)
        .invoke(WebhookResource::requireInUse)
        .chain(hook -> deliveries.test(id))
        .invoke(courier::wake);
  }

  private static void requireInUse(Webhook hook) {
    if (hook.disabled() != null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, "the webhook is disabled: " + hook.disabled());
    }
  }

  @GET
  @Path("/{id}/deliveries")
  @Operation(summary = "What a webhook was told of, the newest first")
  public Uni<Page<DeliveryView>> deliveries(
      UUID id,
      @QueryParam("status") @Nullable String status,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    caller.get().require(Role.WRITER);
    if (status != null && !Deliveries.isStatus(status)) {
      throw Rules.invalid("status is pending, delivered or failed");
    }
    Paging.Wanted wanted = paging.wanted(after, limit, Deliveries.CURSOR_PARTS);
    return webhooks.get(id).chain(hook -> deliveries.page(id, status, wanted));
  }

  @GET
  @Path("/{id}/deliveries/{delivery}")
  @Operation(summary = "How a delivery stands")
  public Uni<DeliveryView> delivery(UUID id, UUID delivery) {
    caller.get().require(Role.WRITER);
    return deliveries.get(id, delivery);
  }

  @POST
  @Path("/{id}/deliveries/{delivery}/redeliver")
  @ResponseStatus(ACCEPTED)
  @Operation(summary = "Send a delivery again, under the same id")
  public Uni<DeliveryView> again(UUID id, UUID delivery) {
    return deliveries.again(id, delivery).invoke(courier::wake);
  }
}
