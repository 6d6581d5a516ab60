package io.lamella.metadata.deadletter;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.rest.DeadLetterView;
import io.lamella.metadata.deadletter.LetterBox.Letter;
import io.smallrye.mutiny.Uni;
import io.smallrye.mutiny.infrastructure.Infrastructure;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * Dead letters that nobody has dealt with. Kafka keeps the records; which of them were sent again
 * or dropped is kept here. Whoever takes a record that is sent again finds out himself whether he
 * had it.
 */
@ApplicationScoped
class DeadLetters {
  /** So many are looked at in one listing. */
  private static final int MOST = 10_000;

  private static final String DONE =
      "INSERT INTO dead_letter (id, how, by) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING";

  private final LetterBox box;
  private final Pool pool;

  @Inject
  DeadLetters(LetterBox box, Pool pool) {
    this.box = box;
    this.pool = pool;
  }

  /** The newest first. */
  Uni<List<DeadLetterView>> list(@Nullable String topic) {
    List<String> topics = topic == null ? Topic.ALL : List.of(topic);
    return blocking(() -> box.all(topics, MOST))
        .chain(
            letters ->
                done()
                    .map(
                        done ->
                            letters.stream()
                                .filter(letter -> !done.contains(letter.id().toString()))
                                .map(letter -> view(letter, false))
                                .sorted(Comparator.comparing(DeadLetterView::at).reversed())
                                .toList()));
  }

  private Uni<Set<String>> done() {
    return pool.query("SELECT id FROM dead_letter")
        .execute()
        .map(
            rows -> {
              Set<String> ids = new HashSet<>();
              rows.forEach(row -> ids.add(row.getString("id")));
              return ids;
            });
  }

  /**
   * One of them, with its value.
   *
   * @throws LamellaException {@code dead-letter-not-found}, also when it was dealt with
   */
  Uni<DeadLetterView> get(LetterId id) {
    return find(id).map(letter -> view(letter, true));
  }

  private Uni<Letter> find(LetterId id) {
    return pool.preparedQuery("SELECT 1 FROM dead_letter WHERE id = $1")
        .execute(Tuple.of(id.toString()))
        .chain(
            done ->
                done.size() > 0
                    ? Uni.createFrom().item(Optional.<Letter>empty())
                    : blocking(() -> box.one(id)))
        .map(found -> found.orElseThrow(() -> LetterId.unknown(id.toString())));
  }

  /** Sends one to the topic that it was meant for. */
  Uni<DeadLetterView> replay(LetterId id, String by) {
    return find(id)
        .call(
            letter ->
                blocking(
                    () -> {
                      box.sendAgain(letter);
                      return letter;
                    }))
        .call(letter -> done(id, "replayed", by))
        .map(letter -> view(letter, false));
  }

  /** Puts one out of sight for good. */
  Uni<DeadLetterView> drop(LetterId id, String by) {
    return find(id).call(letter -> done(id, "dropped", by)).map(letter -> view(letter, false));
  }

  private Uni<Void> done(LetterId id, String how, String by) {
    return pool.preparedQuery(DONE).execute(Tuple.of(id.toString(), how, by)).replaceWithVoid();
  }

  /**
   * Kafka answers or does not; it has no other way to fail that a caller could do something about.
   */
  private static <T> Uni<T> blocking(Callable<T> work) {
    return Uni.createFrom()
        .item(
            () -> {
              try {
                return work.call();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw away(e);
              } catch (Exception e) {
                throw away(e);
              }
            })
        .runSubscriptionOn(Infrastructure.getDefaultWorkerPool());
  }

  private static LamellaException away(Exception cause) {
    return new LamellaException(ErrorCode.UNAVAILABLE, "Kafka does not answer; try again", cause);
  }

  private static DeadLetterView view(Letter letter, boolean whole) {
    ConsumerRecord<String, byte[]> record = letter.record();
    byte[] value = record.value();
    return new DeadLetterView(
        letter.id().toString(),
        letter.id().topic(),
        record.key(),
        header(record, "ce_type"),
        Instant.ofEpochMilli(record.timestamp()),
        reason(record),
        value == null ? 0 : value.length,
        whole && value != null ? new String(value, StandardCharsets.UTF_8) : null);
  }

  /** As whichever strategy put it aside has said it. */
  private static String reason(ConsumerRecord<String, byte[]> record) {
    List<String> said = new ArrayList<>();
    for (String name : List.of("reason", "cause")) {
      for (String prefix : LetterBox.ADDED) {
        String text = header(record, prefix + name);
        if (text != null && !text.isBlank() && !said.contains(text)) {
          said.add(text);
        }
      }
    }
    return String.join(": ", said);
  }

  private static @Nullable String header(ConsumerRecord<String, byte[]> record, String name) {
    Header header = record.headers().lastHeader(name);
    return header == null || header.value() == null
        ? null
        : new String(header.value(), StandardCharsets.UTF_8);
  }
}
