package io.lamella.metadata.records;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.IngestView;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.SetRecords;
import io.lamella.metadata.dataset.DatasetCatalog;
import io.lamella.metadata.ingest.OwnIngests;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.project.Dataset;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What may be asked of the collecting of records. */
@ApplicationScoped
class RecordsDoor {
  private final WishReader reader;
  private final RecordsRules rules;
  private final Collecting collecting;
  private final Brokers brokers;
  private final OwnIngests ingests;
  private final DatasetCatalog datasets;

  @Inject
  RecordsDoor(
      WishReader reader,
      RecordsRules rules,
      Collecting collecting,
      Brokers brokers,
      OwnIngests ingests,
      DatasetCatalog datasets) {
    this.reader = reader;
    this.rules = rules;
    this.collecting = collecting;
    this.brokers = brokers;
    this.ingests = ingests;
    this.datasets = datasets;
  }

  /**
   * Sets the rule of a dataset. Of the topic that is collected already it goes on where it is;
   * another one begins anew.
   *
   * @throws LamellaException {@code source-missing} when there is no such topic
   */
  Uni<RecordsView> set(UUID id, @Nullable JsonNode json, String by) {
    RecordsRule.Wish asked = reader.read(json);
    return known(id)
        .invoke(Dataset::requireInUse)
        .chain(() -> brokers.topic(asked.topic()))
        .chain(topic -> set(id, asked.ofTopic(topic.id()), topic, by))
        .chain(() -> show(id));
  }

  private Uni<Void> set(UUID id, RecordsRule.Wish wish, TopicState topic, String by) {
    List<Integer> unknown =
        wish.partitions() == null
            ? List.of()
            : wish.partitions().stream().filter(p -> !topic.held().containsKey(p)).toList();
    if (!unknown.isEmpty()) {
      throw Rules.invalid(
          "partitions: the topic " + wish.topic() + " has no partition " + unknown.get(0));
    }
    SortedMap<Integer, Long> begin = begin(wish, topic);
    return rules
        .find(id)
        .chain(
            before ->
                before.filter(rule -> isSame(rule.wish(), wish)).isPresent()
                    ? rules.change(before.get(), wish, by, begin)
                    : replace(id, before, wish, by, begin));
  }

  private static boolean isSame(RecordsRule.Wish one, RecordsRule.Wish other) {
    return one.topic().equals(other.topic()) && one.topicId().equals(other.topicId());
  }

  private static SortedMap<Integer, Long> begin(RecordsRule.Wish wish, TopicState topic) {
    boolean latest = wish.start().equals(SetRecords.LATEST);
    SortedMap<Integer, Long> begin = new TreeMap<>();
    topic
        .held()
        .forEach(
            (partition, held) -> {
              if (wish.takes(partition)) {
                begin.put(partition, latest ? held.to() : held.from());
              }
            });
    return begin;
  }

  private Uni<Void> replace(
      UUID id,
      Optional<RecordsRule> before,
      RecordsRule.Wish wish,
      String by,
      SortedMap<Integer, Long> begin) {
    if (before.isEmpty()) {
      return rules.replace(null, null, id, wish, by, begin);
    }
    return last(before.get())
        .invoke(RecordsLast::requireEnded)
        .chain(
            last ->
                rules.replace(before.get(), RecordsLast.unsuccessful(last), id, wish, by, begin));
  }

  /** How it stands. */
  Uni<RecordsView> show(UUID id) {
    return known(id)
        .chain(() -> rules.get(id))
        .chain(rule -> last(rule).map(last -> view(rule, last)));
  }

  /** Takes the rule away, if there is one. */
  Uni<Void> remove(UUID id) {
    return known(id)
        .chain(() -> rules.find(id))
        .chain(
            rule ->
                rule.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : last(rule.get())
                        .chain(last -> rules.remove(id, RecordsLast.unsuccessful(last))));
  }

  Uni<RecordsView> skip(UUID id) {
    return known(id).chain(() -> rules.get(id)).chain(collecting::skip).chain(() -> show(id));
  }

  private Uni<Dataset> known(UUID id) {
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> datasets.load(session, id)));
  }

  private Uni<@Nullable IngestView> last(RecordsRule rule) {
    UUID ingest = rule.ingest();
    return ingest == null ? Uni.createFrom().nullItem() : ingests.view(ingest);
  }

  private static RecordsView view(RecordsRule rule, @Nullable IngestView last) {
    RecordsRule.Wish wish = rule.wish();
    Duration every = wish.closeEvery();
    Map<String, Long> next =
        rule.next().entrySet().stream()
            .collect(Collectors.toMap(each -> each.getKey().toString(), Map.Entry::getValue));
    return new RecordsView(
        rule.project(),
        rule.name(),
        wish.topic(),
        wish.partitions(),
        wish.start(),
        new SetRecords.Close(wish.closeRecords(), every == null ? null : every.toString()),
        wish.fileRecords(),
        wish.zstd(),
        wish.valuesOnly(),
        wish.path(),
        wish.publish(),
        state(rule, last),
        rule.failure(),
        next,
        rule.waiting(),
        rule.ingest(),
        last == null ? null : last.version(),
        last == null ? null : last.number(),
        rule.by(),
        rule.at());
  }

  private static String state(RecordsRule rule, @Nullable IngestView last) {
    if (rule.stopped()) {
      return "stopped";
    }
    if (rule.failure() != null || RecordsLast.unsuccessful(last) != null) {
      return "retrying";
    }
    return RecordsLast.isUnderWay(last) ? "loading" : "collecting";
  }
}
