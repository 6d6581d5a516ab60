package io.lamella.metadata.records;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestView;
import io.lamella.kit.trace.Step;
import io.lamella.metadata.ingest.OwnIngests;
import io.lamella.metadata.operation.Apart;
import io.lamella.metadata.version.Transitions;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Follows a rule: looks at what waits in its topic and asks for an ingest of it, one after the
 * other. Offsets go into the ingest and out of what waits in one transaction; the ingest names
 * them, and reads the same ones however often it begins. So none is in two versions, and none in
 * none.
 */
@ApplicationScoped
class Collecting {
  private static final Logger LOG = Logger.getLogger(Collecting.class);
  private static final int DOUBLINGS = 20;

  private final RecordsRules rules;
  private final Brokers brokers;
  private final OwnIngests ingests;
  private final RecordsConfig config;
  private final Apart apart;

  @Inject
  Collecting(
      RecordsRules rules, Brokers brokers, OwnIngests ingests, RecordsConfig config, Apart apart) {
    this.rules = rules;
    this.brokers = brokers;
    this.ingests = ingests;
    this.config = config;
    this.apart = apart;
  }

  /** Takes the step that can be taken now. */
  Uni<Void> step(UUID dataset) {
    return rules
        .find(dataset)
        .chain(found -> found.isEmpty() ? Uni.createFrom().voidItem() : step(found.get()));
  }

  private Uni<Void> step(RecordsRule rule) {
    return last(rule)
        .chain(last -> brokers.topic(rule.wish().topic()).chain(topic -> step(rule, last, topic)))
        .onFailure(LamellaException.class)
        .recoverWithUni(failure -> rules.hindered(rule, known((LamellaException) failure), false));
  }

  private Uni<@Nullable IngestView> last(RecordsRule rule) {
    UUID ingest = rule.ingest();
    return ingest == null ? Uni.createFrom().nullItem() : ingests.view(ingest);
  }

  private static Failure known(LamellaException failure) {
    return new Failure(failure.code().code(), String.valueOf(failure.getMessage()));
  }

  private Uni<Void> step(RecordsRule rule, @Nullable IngestView last, TopicState topic) {
    if (last == null || last.state().equals("done")) {
      return collect(rule, topic);
    }
    return switch (last.state()) {
      case "failed" -> failed(rule, last, topic);
      case "cancelled" -> rules.hindered(rule, cancelled(last), true);
      default -> look(rule, topic);
    };
  }

  private static Failure cancelled(IngestView last) {
    return new Failure(
        Objects.requireNonNull(last.failure()).code(),
        "the ingest "
            + last.id()
            + " was cancelled. Retry it, or skip it, and its records are in the next");
  }

  /** What waits behind the ingest that is under way. */
  private Uni<Void> look(RecordsRule rule, TopicState topic) {
    Waiting waiting = Waiting.of(rule, topic);
    Failure loss = waiting.loss();
    return loss != null
        ? rules.hindered(rule, loss, true)
        : rules.seen(rule, begin(rule, waiting), waiting.size(), since(rule, waiting));
  }

  private static @Nullable Instant since(RecordsRule rule, Waiting waiting) {
    if (waiting.size() == 0) {
      return null;
    }
    return rule.since() == null ? Transitions.now() : rule.since();
  }

  /** Partitions that have come to be since the rule was set. */
  private static SortedMap<Integer, Long> begin(RecordsRule rule, Waiting waiting) {
    SortedMap<Integer, Long> begin = new TreeMap<>();
    waiting
        .ranges()
        .forEach(
            (partition, range) -> {
              if (!rule.next().containsKey(partition)) {
                begin.put(partition, range.from());
              }
            });
    return begin;
  }

  private Uni<Void> collect(RecordsRule rule, TopicState topic) {
    Waiting waiting = Waiting.of(rule, topic);
    Instant since = since(rule, waiting);
    if (rule.ingest() == null && isLater(rule.retryAt())) {
      return Uni.createFrom().voidItem();
    }
    if (since == null || !waiting.isDue(rule.wish(), since, Transitions.now())) {
      return look(rule, topic);
    }
    Planned planned = Planned.of(UUID.randomUUID(), rule, waiting);
    long left = waiting.size() - Waiting.size(planned.ranges().values());
    return apart.run(
        null, // a trace begins
        () -> Step.of("collect records", () -> ask(rule, planned, left, left == 0 ? null : since)));
  }

  private Uni<Void> ask(RecordsRule rule, Planned planned, long left, @Nullable Instant since) {
    return rules
        .plan(rule, planned, left, since)
        .chain(mine -> mine ? ingests.begin(planned.id()) : Uni.createFrom().voidItem());
  }

  private static boolean isLater(@Nullable Instant time) {
    return time != null && time.isAfter(Transitions.now());
  }

  /**
   * What has failed may succeed when it is tried again, unless its records are gone. One without a
   * version is asked for anew, so that its version is made where the dataset is now.
   */
  private Uni<Void> failed(RecordsRule rule, IngestView last, TopicState topic) {
    Failure loss = Waiting.lossOf(rule, topic);
    if (loss != null && mayBeOfTheLost(last)) {
      return rules.hindered(rule, loss, true);
    }
    Failure failure = Objects.requireNonNull(last.failure());
    return rules
        .retried(rule, failure, pause(rule.tries()))
        .chain(
            due -> {
              if (!due) {
                return Uni.createFrom().voidItem();
              }
              LOG.infof(
                  "records of %s: ingest %s is tried again after: %s",
                  rule.wish().topic(), last.id(), failure.detail());
              return last.version() == null
                  ? rules.takeBack(rule, last.id(), notDone(rule))
                  : ingests.again(last.id());
            });
  }

  /** What was loaded before it was gone is there: only what was missed counts. */
  private static boolean mayBeOfTheLost(IngestView last) {
    return last.failed().isEmpty()
        || last.failed().stream()
            .anyMatch(miss -> miss.code().equals(ErrorCode.SOURCE_MISSING.code()));
  }

  private Duration pause(int tries) {
    Duration pause = config.pause().multipliedBy(1L << Math.min(tries, DOUBLINGS));
    return pause.compareTo(config.longestPause()) < 0 ? pause : config.longestPause();
  }

  /** Where partitions go on when the last ingest has brought nothing. */
  private static SortedMap<Integer, Long> notDone(RecordsRule rule) {
    SortedMap<Integer, Long> next = new TreeMap<>(rule.next());
    rule.ranges().forEach((partition, range) -> next.put(partition, range.from()));
    return next;
  }

  /**
   * Goes on with the earliest records that are there: what is gone before it was in a version is
   * left out, and what a failed or cancelled ingest was to load is asked for anew.
   *
   * @throws LamellaException {@code wrong-state} while an ingest is under way
   */
  Uni<Void> skip(RecordsRule rule) {
    return last(rule)
        .chain(last -> brokers.topic(rule.wish().topic()).chain(topic -> skip(rule, last, topic)));
  }

  private Uni<Void> skip(RecordsRule rule, @Nullable IngestView last, TopicState topic) {
    RecordsLast.requireEnded(last);
    UUID failed = RecordsLast.unsuccessful(last);
    SortedMap<Integer, Long> next = new TreeMap<>();
    if (topic.id().equals(rule.wish().topicId())) {
      (failed == null ? rule.next() : notDone(rule))
          .forEach(
              (partition, offset) -> {
                Range held = topic.held().get(partition);
                next.put(partition, held == null ? offset : Math.max(offset, held.from()));
              });
    }
    boolean nothing = failed == null && next.equals(rule.next());
    return nothing ? Uni.createFrom().voidItem() : rules.goOn(rule, failed, topic.id(), next);
  }
}
