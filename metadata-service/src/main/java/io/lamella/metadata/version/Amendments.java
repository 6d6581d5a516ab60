package io.lamella.metadata.version;

import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.ChangeVersion;
import io.lamella.metadata.amendment.AmendmentLog;
import io.lamella.metadata.amendment.Difference;
import io.lamella.metadata.event.Events;
import io.lamella.metadata.limit.Rules;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Changes what may change about a version in any state: texts, tags and free metadata. */
@ApplicationScoped
public class Amendments {
  private static final String LOCK_DATASET =
      "SELECT d.id FROM dataset d WHERE d.id = :dataset FOR UPDATE";
  private static final String TAKE_FROM_OTHERS =
      """
      WITH taken AS (
        SELECT v.id, v.tags FROM version v
        WHERE v.dataset = :dataset AND v.id <> :id AND v.tags && string_to_array(:moved, ',')
        FOR NO KEY UPDATE),
      changed AS (
        UPDATE version v SET
          tags = ARRAY(SELECT t FROM unnest(v.tags) AS own(t)
                       WHERE t <> ALL(string_to_array(:moved, ',')) ORDER BY t COLLATE "C"),
          updated = now(),
          row_version = v.row_version + 1
        FROM taken WHERE v.id = taken.id
        RETURNING v.id, v.updated, taken.tags AS before)
      INSERT INTO amendment (version, at, by, amended)
      SELECT c.id, c.updated, :by, jsonb_build_object('omitted', 0, 'each', (
        SELECT jsonb_agg(jsonb_build_object('field', 'tags', 'key', t, 'change', 'removed',
                         'before', NULL, 'after', NULL, 'cut', false) ORDER BY t COLLATE "C")
        FROM unnest(c.before) AS own(t) WHERE t = ANY(string_to_array(:moved, ','))))
      FROM changed c
      RETURNING version
      """;

  private final Transitions transitions;
  private final Catalog catalog;
  private final Rules rules;
  private final Events events;
  private final AmendmentLog log;

  @Inject
  Amendments(
      Transitions transitions, Catalog catalog, Rules rules, Events events, AmendmentLog log) {
    this.transitions = transitions;
    this.catalog = catalog;
    this.rules = rules;
    this.events = events;
    this.log = log;
  }

  /**
   * Applies a change and writes down what it made different, of each version that it touched; of
   * each whose tags are others now it is told. A tag that is moved is at every moment on one
   * version of the dataset, the last one that it was moved to, unless someone adds it to more;
   * versions in the trash lose it too, so that it is not on two when they are restored.
   */
  public Uni<Void> apply(UUID id, ChangeVersion change, String by) {
    @Nullable String description =
        change.description() == null ? null : rules.text("the description", change.description());
    @Nullable String message =
        change.message() == null ? null : rules.text("the message", change.message());
    List<String> moved = rules.tags(change.moveTags());
    return transitions.change(
        id,
        (session, version) ->
            takeFromOthers(session, version, moved, by)
                .chain(
                    robbed -> {
                      Changeable before = Changeable.of(version);
                      Changeable after =
                          new Changeable(
                              Objects.requireNonNullElse(description, before.description()),
                              Objects.requireNonNullElse(message, before.message()),
                              metadata(before.metadata(), change),
                              tags(before.tags(), change));
                      Difference difference = after.since(before);
                      if (difference.isEmpty() && robbed.isEmpty()) {
                        return Uni.createFrom().voidItem();
                      }
                      after.write(version);
                      return writeDown(session, version, difference, by)
                          .chain(
                              () ->
                                  robbed.isEmpty() && after.tags().equals(before.tags())
                                      ? Uni.createFrom().voidItem()
                                      : tell(session, version, robbed, by));
                    }));
  }

  /**
   * Takes tags from the other versions of the dataset; movers of tags take turns.
   *
   * @return the versions that bore one of them
   */
  private static Uni<List<UUID>> takeFromOthers(
      Mutiny.Session session, Version version, List<String> moved, String by) {
    if (moved.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createNativeQuery(LOCK_DATASET, UUID.class)
        .setParameter("dataset", version.dataset.id)
        .getResultList()
        .chain(
            () ->
                session
                    .createNativeQuery(TAKE_FROM_OTHERS, UUID.class)
                    .setParameter("moved", String.join(",", moved))
                    .setParameter("dataset", version.dataset.id)
                    .setParameter("id", version.id)
                    .setParameter("by", by)
                    .getResultList());
  }

  /** The version's row comes first: who has it writes the rest, and nobody deletes it meanwhile. */
  private Uni<Void> writeDown(
      Mutiny.Session session, Version version, Difference difference, String by) {
    return session
        .flush()
        .chain(
            () ->
                difference.isEmpty()
                    ? Uni.createFrom().voidItem()
                    : log.append(session, version.id, version.updated, by, difference));
  }

  /** What may change. */
  private record Changeable(
      String description, String message, Map<String, Object> metadata, List<String> tags) {
    static Changeable of(Version version) {
      return new Changeable(version.description, version.message, version.metadata, version.tags);
    }

    Difference since(Changeable before) {
      return new Difference()
          .text("description", before.description, description)
          .text("message", before.message, message)
          .tags(before.tags, tags)
          .metadata(before.metadata, metadata);
    }

    void write(Version version) {
      version.description = description;
      version.message = message;
      version.metadata = metadata;
      version.tags = tags;
      version.updated = Transitions.now();
    }
  }

  private Map<String, Object> metadata(Map<String, Object> before, ChangeVersion change) {
    if (!change.changesMetadata()) {
      return before;
    }
    Map<String, Object> metadata =
        new LinkedHashMap<>(Objects.requireNonNullElse(change.metadata(), before));
    metadata.keySet().removeAll(change.removeMetadata());
    metadata.putAll(change.setMetadata());
    return rules.metadata("the metadata", metadata);
  }

  private List<String> tags(List<String> before, ChangeVersion change) {
    TreeSet<String> tags = new TreeSet<>(before);
    change.removeTags().forEach(tags::remove);
    tags.addAll(change.addTags());
    tags.addAll(change.moveTags());
    return rules.tags(tags);
  }

  /**
   * Those that lost a tag first: whoever follows the dataset sees the tag on one version at most.
   */
  private Uni<Void> tell(Mutiny.Session session, Version version, List<UUID> robbed, String by) {
    Uni<List<Version>> others =
        robbed.isEmpty() ? Uni.createFrom().item(List.of()) : catalog.loadAll(session, robbed);
    return others.chain(
        found ->
            events.append(
                session,
                Stream.concat(
                        found.stream().filter(other -> other.trashed == null), Stream.of(version))
                    .map(
                        each ->
                            VersionEvents.happened(
                                EventType.VERSION_TAGGED, each, by, each.updated))
                    .toList()));
  }
}
