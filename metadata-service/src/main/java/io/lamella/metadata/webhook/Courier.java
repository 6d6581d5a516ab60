package io.lamella.metadata.webhook;

import io.lamella.metadata.journal.Live;
import io.lamella.metadata.journal.Runs;
import io.lamella.metadata.webhook.Deliveries.Attempt;
import io.lamella.metadata.webhook.Sender.Outcome;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import org.jboss.logging.Logger;

/**
 * Sends what is due: to each webhook one event after the other, to many at the same time, so that a
 * slow one holds up nobody else. Any number of processes share the work.
 */
@ApplicationScoped
public class Courier {
  private static final Logger LOG = Logger.getLogger(Courier.class);
  private static final int GONE = 410;

  /** Deliveries to one webhook before others have their turn, where many wait. */
  private static final int ROUND = 32;

  private static final int DOUBLINGS = 20;

  private final Planner planner;
  private final Deliveries deliveries;
  private final Webhooks webhooks;
  private final Sender sender;
  private final Live live;
  private final WebhookConfig config;
  private final Set<UUID> busy = ConcurrentHashMap.newKeySet();
  private final Runs runs =
      new Runs(this::work, failure -> LOG.infof("webhooks have to wait: %s", failure.getMessage()));
  private final Runnable wake = runs::ask;

  @Inject
  Courier(
      Planner planner,
      Deliveries deliveries,
      Webhooks webhooks,
      Sender sender,
      Live live,
      WebhookConfig config) {
    this.planner = planner;
    this.deliveries = deliveries;
    this.webhooks = webhooks;
    this.sender = sender;
    this.live = live;
    this.config = config;
  }

  void start(@Observes StartupEvent event) {
    live.add(wake);
  }

  void stop(@Observes ShutdownEvent event) {
    live.remove(wake);
    runs.stop();
  }

  @Scheduled(every = "${lamella.webhooks.check}", delayed = "${lamella.webhooks.check}")
  void look() {
    runs.ask();
  }

  /** Something is due. */
  void wake() {
    runs.ask();
  }

  private Uni<Void> work() {
    return planner.plan().chain(this::dispatch);
  }

  private Uni<Void> dispatch() {
    int free = config.atOnce() - busy.size();
    if (free <= 0) {
      return Uni.createFrom().voidItem();
    }
    return deliveries
        .due(List.copyOf(busy), free)
        .invoke(due -> due.forEach(this::serve))
        .replaceWithVoid();
  }

  private void serve(Webhook hook) {
    if (!busy.add(hook.id())) {
      return;
    }
    Multi.createBy()
        .repeating()
        .uni(() -> one(hook))
        .whilst(sent -> sent)
        .select()
        .first(ROUND)
        .collect()
        .last()
        .subscribe()
        .with(
            done -> {
              busy.remove(hook.id());
              runs.ask();
            },
            failure -> {
              busy.remove(hook.id());
              LOG.infof("webhook %s has to wait: %s", hook.id(), failure.getMessage());
            });
  }

  /** Sends what is due first; false when nothing is. */
  private Uni<Boolean> one(Webhook hook) {
    return deliveries
        .claim(hook.id())
        .chain(
            claimed ->
                claimed.isEmpty()
                    ? Uni.createFrom().item(false)
                    : sender
                        .send(hook, claimed.get().delivery(), claimed.get().body())
                        .chain(outcome -> note(hook, claimed.get(), outcome))
                        .replaceWith(true));
  }

  private Uni<Void> note(Webhook hook, Attempt attempt, Outcome outcome) {
    Integer code = outcome.code();
    String error = outcome.error();
    if (error == null && code != null) {
      return deliveries.delivered(attempt, code);
    }
    Uni<Void> noted =
        deliveries.notDelivered(
            attempt, code, error == null ? "no answer" : error, wait(attempt.number()));
    if (code == null || code != GONE) {
      return noted;
    }
    LOG.infof("webhook %s is disabled: it answered %d", hook.id(), GONE);
    return noted.chain(() -> webhooks.disable(hook.id(), "it answered " + GONE + " (gone)"));
  }

  /** Doubled every time up to a longest one, half of it by chance. */
  private Duration wait(int attempt) {
    long doubled = config.retry().toMillis() << Math.min(attempt - 1, DOUBLINGS);
    long longest = Math.min(doubled, config.longestRetry().toMillis());
    return Duration.ofMillis(longest / 2 + ThreadLocalRandom.current().nextLong(longest / 2 + 1));
  }
}
