package io.lamella.metadata.webhook;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.get;
import static io.lamella.metadata.Catalogue.post;
import static io.lamella.metadata.Catalogue.problem;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static io.lamella.metadata.Catalogue.tag;
import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DeliveryView;
import io.lamella.contracts.rest.EventView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.rest.WebhookView;
import io.lamella.kit.event.EventJson;
import io.lamella.metadata.Catalogue;
import io.lamella.metadata.Database;
import io.lamella.metadata.webhook.Receiver.Message;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.vertx.core.Vertx;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** Webhooks whose receivers are real, each in its own way. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class DeliveringTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);

  @Inject Database database;
  @Inject Vertx vertx;
  @Inject WebhookConfig config;
  @Inject Deliveries log;

  private final String project = fresh("hooks");

  private static WebhookView hook(Receiver receiver, Map<String, Object> more) {
    Map<String, Object> wish = new HashMap<>(more);
    wish.put("url", receiver.url("/hook?x=1"));
    return Catalogue.as(post("/v1/webhooks", wish), 201, WebhookView.class);
  }

  private WebhookView hook(Receiver receiver) {
    return hook(receiver, Map.of("project", project));
  }

  private static List<DeliveryView> deliveries(WebhookView hook, String query) {
    Response answer = get("/v1/webhooks/" + hook.id() + "/deliveries" + query);
    answer.then().statusCode(200);
    try {
      return List.of(
          EventJson.MAPPER.treeToValue(
              EventJson.MAPPER.readTree(answer.asString()).path("items"), DeliveryView[].class));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  private static DeliveryView ended(WebhookView hook) {
    return Awaitility.await()
        .atMost(LIMIT)
        .until(
            () -> deliveries(hook, ""),
            all -> !all.isEmpty() && all.stream().allMatch(each -> each.ended() != null))
        .get(0);
  }

  private static EventView event(Message message) {
    try {
      return EventJson.MAPPER.readValue(message.body(), EventView.class);
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void eventsArriveSignedAndInOrderAndAreLogged() throws Exception {
    try (Receiver receiver = new Receiver(message -> 204)) {
      // Given
      WebhookView hook = hook(receiver);

      // When
      VersionView version = sealedVersion(project, "d");
      post("/v1/versions/" + version.id() + "/publish").then().statusCode(200);

      // Then
      List<Message> received = receiver.await(3);
      for (Message message : received) {
        message.verify(hook.secret());
        assertThat(message.mediaType()).startsWith("application/cloudevents+json");
      }
      assertThat(received)
          .extracting(message -> event(message).type())
          .containsExactly(
              EventType.VERSION_CREATED, EventType.VERSION_FINALIZED, EventType.VERSION_PUBLISHED);
      assertThat(event(received.get(1)).data().digest()).isEqualTo(Catalogue.DIGEST);
      assertThat(ended(hook).status()).isEqualTo("delivered");
      assertThat(deliveries(hook, "?status=delivered"))
          .allSatisfy(
              delivery -> {
                assertThat(delivery.attempts()).isEqualTo(1);
                assertThat(delivery.code()).isEqualTo(204);
              })
          .extracting(delivery -> delivery.id().toString())
          .containsExactlyInAnyOrderElementsOf(received.stream().map(Message::id).toList());
      assertThat(deliveries(hook, "?status=failed")).isEmpty();
    }
  }

  @Test
  void whatIsRefusedComesAgainUnderTheSameId() throws Exception {
    AtomicInteger times = new AtomicInteger();
    try (Receiver receiver = new Receiver(message -> times.incrementAndGet() < 3 ? 500 : 200)) {
      WebhookView hook = hook(receiver);

      create(project, "d");

      List<Message> received = receiver.await(3);
      received.get(2).verify(hook.secret());
      assertThat(received).extracting(Message::id).containsOnly(received.get(0).id());
      assertThat(received).extracting(Message::body).containsOnly(received.get(0).body());
      DeliveryView delivery = ended(hook);
      assertThat(delivery.status()).isEqualTo("delivered");
      assertThat(delivery.attempts()).isEqualTo(3);
      assertThat(delivery.error()).isNull();
    }
  }

  @Test
  void whatIsRefusedForItsWholeTermHasFailedAndCanBeSentAgain() throws Exception {
    AtomicInteger code = new AtomicInteger(302);
    try (Receiver receiver = new Receiver(message -> code.get())) {
      // Given
      WebhookView hook = hook(receiver);
      create(project, "d");
      receiver.await(1);
      database.run(
          "UPDATE delivery SET begun = begun - interval '4 days' WHERE webhook = $1", hook.id());

      // Then
      DeliveryView failed = ended(hook);
      assertThat(failed.status()).isEqualTo("failed");
      assertThat(failed.code()).isEqualTo(302);
      assertThat(failed.error()).isEqualTo("answered 302");
      assertThat(failed.next()).isNull();

      // When
      code.set(200);
      int before = receiver.received().size();
      DeliveryView again =
          Catalogue.as(
              post("/v1/webhooks/" + hook.id() + "/deliveries/" + failed.id() + "/redeliver"),
              202,
              DeliveryView.class);

      // Then
      assertThat(again.status()).isEqualTo("pending");
      assertThat(receiver.await(before + 1).get(before).id()).isEqualTo(failed.id().toString());
      assertThat(ended(hook).status()).isEqualTo("delivered");
    }
  }

  @Test
  void whoSaysThatHeIsGoneIsNotToldAnythingMore() throws Exception {
    try (Receiver receiver = new Receiver(message -> 410)) {
      // Given
      WebhookView hook = hook(receiver);

      // When
      create(project, "d");

      // Then
      Awaitility.await()
          .atMost(LIMIT)
          .until(
              () ->
                  Catalogue.as(get("/v1/webhooks/" + hook.id()), 200, WebhookView.class).disabled()
                      != null);
      DeliveryView failed = ended(hook);
      assertThat(failed.status()).isEqualTo("failed");
      assertThat(failed.code()).isEqualTo(410);
      assertThat(
              problem(
                  post("/v1/webhooks/" + hook.id() + "/deliveries/" + failed.id() + "/redeliver"),
                  409))
          .isEqualTo("wrong-state");
      assertThat(problem(post("/v1/webhooks/" + hook.id() + "/test"), 409))
          .isEqualTo("wrong-state");
      try (Receiver other = new Receiver(message -> 200)) {
        hook(other);
        create(project, "e");
        other.await(1);
      }
      assertThat(receiver.received()).hasSize(1);
      assertThat(deliveries(hook, "")).hasSize(1);
    }
  }

  @Test
  void whoWasGoneIsToldAgainOnceTheWebhookIsEnabled() throws Exception {
    AtomicBoolean back = new AtomicBoolean();
    try (Receiver receiver = new Receiver(message -> back.get() ? 200 : 410)) {
      // Given
      WebhookView hook = hook(receiver);
      String address = "/v1/webhooks/" + hook.id();
      create(project, "missed");
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> Catalogue.as(get(address), 200, WebhookView.class).disabled() != null);
      DeliveryView missed = ended(hook);
      back.set(true);

      // When
      WebhookView enabled = Catalogue.as(post(address + "/enable"), 200, WebhookView.class);
      create(project, "heard");
      post(address + "/deliveries/" + missed.id() + "/redeliver").then().statusCode(202);

      // Then
      assertThat(enabled.disabled()).isNull();
      receiver.await(3);
      assertThat(deliveries(hook, "")).hasSize(2);
      assertThat(problem(post("/v1/webhooks/" + UUID.randomUUID() + "/enable"), 404))
          .isEqualTo("not-found");
    }
  }

  @Test
  void aSlowReceiverHoldsUpNobodyElse() throws Exception {
    CountDownLatch released = new CountDownLatch(1);
    try (Receiver slow = new Receiver(message -> waiting(released));
        Receiver quick = new Receiver(message -> 200)) {
      // Given: the slow one stands still with the first of them
      WebhookView slowHook = hook(slow);
      WebhookView quickHook = hook(quick);
      create(project, "first");
      slow.await(1);

      // When
      for (int i = 0; i < 5; i++) {
        create(project, "d" + i);
      }

      // Then
      quick.await(6);
      assertThat(ended(quickHook).status()).isEqualTo("delivered");
      assertThat(deliveries(slowHook, "?status=delivered")).isEmpty();
      released.countDown();
      Awaitility.await()
          .atMost(LIMIT)
          .until(() -> deliveries(slowHook, "?status=delivered").size() == 6);
    }
  }

  private static int waiting(CountDownLatch released) {
    try {
      return released.await(2, TimeUnit.MINUTES) ? 200 : 500;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 500;
    }
  }

  @Test
  void aWebhookIsToldOfWhatItWantsAndOfNothingBefore() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200);
        Receiver all = new Receiver(message -> 200)) {
      // Given
      VersionView before = create(project, "d");
      Awaitility.await().atMost(LIMIT).until(() -> inJournal(before));
      hook(
          receiver,
          Map.of(
              "types", List.of("tagged", "published"),
              "dataset", project + "/d",
              "tags", List.of("gold")));
      hook(all);

      // When
      tag(before.id(), "silver").then().statusCode(200);
      tag(before.id(), "gold").then().statusCode(200);
      post("/v1/versions/" + before.id() + "/abort").then().statusCode(200);
      VersionView other = create(project, "other");
      tag(other.id(), "gold").then().statusCode(200);
      all.await(5);
      VersionView last = create(project, "d", Map.of("tags", List.of("gold")));
      tag(last.id(), "more").then().statusCode(200);

      // Then
      assertThat(receiver.await(2))
          .extracting(message -> event(message).type())
          .containsExactly(EventType.VERSION_TAGGED, EventType.VERSION_TAGGED);
      assertThat(receiver.received())
          .extracting(message -> event(message).data().version())
          .containsExactly(before.id(), last.id());
      assertThat(all.await(7).get(0).body()).contains("silver");
    }
  }

  private boolean inJournal(VersionView version) {
    return database.count("journal WHERE data->>'version' = ($1::uuid)::text", version.id()) > 0;
  }

  @Test
  void anAttemptThatDiedWithItsProcessIsMadeAgain() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200)) {
      // Given: as a process leaves it that is killed after it claimed
      WebhookView hook = hook(receiver);
      create(project, "d");
      DeliveryView delivery = ended(hook);
      int before = receiver.received().size();

      // When
      database.run(
          "UPDATE delivery SET status = 'pending', ended = NULL, code = NULL, attempts = 1,"
              + " due = now() - interval '1 s' WHERE id = $1",
          delivery.id());

      // Then
      assertThat(receiver.await(before + 1).get(before).id()).isEqualTo(delivery.id().toString());
      assertThat(ended(hook).attempts()).isEqualTo(2);
    }
  }

  @Test
  void anEventIsPlannedOnceHoweverOftenThatIsTried() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200)) {
      WebhookView hook = hook(receiver);
      VersionView first = create(project, "d");
      receiver.await(1);

      // the place up to where it is done is lost, as in a backup that is put back
      database.run(
          "UPDATE journal_mark SET planned = (SELECT min(place) - 1 FROM journal WHERE"
              + " data->>'version' = ($1::uuid)::text)",
          first.id());
      create(project, "e");

      receiver.await(2);
      assertThat(ended(hook).status()).isEqualTo("delivered");
      assertThat(deliveries(hook, "")).hasSize(2);
      assertThat(receiver.received()).hasSize(2);
    }
  }

  @Test
  void anEndedDeliveryIsForgottenAfterItsTimeAndOneThatIsStillTriedIsNot() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200);
        Receiver deaf = new Receiver(message -> 500)) {
      // Given
      WebhookView hook = hook(receiver);
      WebhookView trying = hook(deaf);
      create(project, "old");
      ended(hook);
      deaf.await(1);
      for (WebhookView each : List.of(hook, trying)) {
        database.run(
            "UPDATE delivery SET created = created - interval '15 days',"
                + " ended = ended - interval '15 days' WHERE webhook = $1",
            each.id());
      }
      create(project, "young");
      receiver.await(2);

      // When
      log.forget().await().atMost(LIMIT);

      // Then
      assertThat(deliveries(hook, "")).hasSize(1);
      assertThat(deliveries(trying, "")).isNotEmpty();
    }
  }

  @Test
  void aTestArrivesAndIsLogged() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200)) {
      WebhookView hook = hook(receiver);

      DeliveryView test =
          Catalogue.as(post("/v1/webhooks/" + hook.id() + "/test"), 202, DeliveryView.class);

      Message message = receiver.await(1).get(0);
      message.verify(hook.secret());
      assertThat(message.id()).isEqualTo(test.id().toString());
      assertThat(event(message).type()).isEqualTo(EventType.WEBHOOK_TEST);
      assertThat(event(message).data()).isNull();
    }
  }

  @Test
  void aSecretIsSaidOnceOrNever() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200)) {
      WebhookView made = hook(receiver);
      String given = Secrets.make();
      Map<String, Object> wish =
          Map.of(
              "id",
              UUID.randomUUID(),
              "url",
              receiver.url("/"),
              "project",
              project,
              "secret",
              given);
      WebhookView own = Catalogue.as(post("/v1/webhooks", wish), 201, WebhookView.class);
      WebhookView repeated = Catalogue.as(post("/v1/webhooks", wish), 201, WebhookView.class);
      create(project, "d");

      assertThat(made.secret()).startsWith("whsec_");
      assertThat(own.secret()).isNull();
      assertThat(repeated).isEqualTo(own);
      for (WebhookView hook : List.of(made, own)) {
        assertThat(get("/v1/webhooks/" + hook.id()).asString()).doesNotContain("whsec_");
      }
      assertThat(get("/v1/webhooks").asString())
          .contains(made.id().toString(), own.id().toString())
          .doesNotContain("whsec_");
      assertThat(database.count("webhook WHERE id = $1", own.id())).isEqualTo(1);
      ended(own);
      Message last =
          receiver.await(2).stream()
              .filter(message -> message.id().equals(deliveries(own, "").get(0).id().toString()))
              .findFirst()
              .orElseThrow();
      last.verify(given);
    }
  }

  @Test
  void aDeletedWebhookIsGoneWithItsDeliveries() throws Exception {
    try (Receiver receiver = new Receiver(message -> 500)) {
      WebhookView hook = hook(receiver);
      create(project, "d");
      receiver.await(1);

      given().delete("/v1/webhooks/" + hook.id()).then().statusCode(204);

      assertThat(problem(get("/v1/webhooks/" + hook.id()), 404)).isEqualTo("not-found");
      assertThat(problem(get("/v1/webhooks/" + hook.id() + "/deliveries"), 404))
          .isEqualTo("not-found");
      assertThat(problem(given().delete("/v1/webhooks/" + hook.id()), 404)).isEqualTo("not-found");
      assertThat(database.count("delivery WHERE webhook = $1", hook.id())).isZero();
    }
  }

  @Test
  void refusesWhatCannotBeToldAnything() {
    for (String url :
        List.of("", "ftp://example.org/", "http://", "no url", "http://a:b@example.org/")) {
      assertThat(problem(post("/v1/webhooks", Map.of("url", url)), 400))
          .isEqualTo("invalid-request");
    }
    for (String inside :
        List.of("http://10.0.0.1/", "http://[fd00::1]/x", "http://169.254.169.254/")) {
      assertThat(post("/v1/webhooks", Map.of("url", inside)).jsonPath().getString("detail"))
          .contains("lies in no network that is allowed");
    }
    Map<String, Object> wish = Map.of("url", "http://example.org/", "secret", "hunter2");
    Response refused = post("/v1/webhooks", wish);
    assertThat(problem(refused, 400)).isEqualTo("invalid-request");
    assertThat(refused.asString()).doesNotContain("hunter2");
  }

  @Test
  void nothingIsSentToANameThatStandsForAnAddressInside() throws Exception {
    try (Receiver receiver = new Receiver(message -> 200)) {
      WebhookView hook = hook(receiver);
      Webhook kept =
          new Webhook(
              hook.id(),
              receiver.url("/").replace("127.0.0.1", "localhost"),
              List.of(),
              null,
              null,
              List.of(),
              Secrets.make(),
              "",
              null,
              0,
              hook.created(),
              "eve");

      Sender.Outcome outcome =
          new Sender(vertx, new Reach(List.of()), config)
              .send(kept, UUID.randomUUID(), "{}")
              .await()
              .atMost(LIMIT);

      assertThat(outcome.code()).isNull();
      assertThat(outcome.error()).isEqualTo("localhost lies in no network that is allowed");
      assertThat(receiver.received()).isEmpty();
    }
  }
}
