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
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import java.util.UUID;
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
      """;

  private final Transitions transitions;
  private final Rules rules;
  private final Events events;
  private final AmendmentLog log;

  @Inject
  Amendments(Transitions transitions, Rules rules, Events events, AmendmentLog log) {
    this.transitions = transitions;
    this.rules = rules;
    this.events = events;
    this.log = log;
  }

  /**
   * Applies a change and writes down what it made different, of each version that it touched; a
   * change of tags is told to others, once. A tag that is moved is at every moment on one version
   * of the dataset, the last one that it was moved to, unless someone adds it to more; versions in
   * the trash lose it too, so that it is not on two when they are restored.
   */
  public Uni<Void> apply(UUID id, ChangeVersion change, String by) {
    @Nullable String description =
        change.description() == null ? null : rules.text("the description", change.description());
    @Nullable String message =
        change.message() == null ? null : rules.text("the message", change.message());
    @Nullable Map<String, Object> metadata =
        change.metadata() == null ? null : rules.metadata("the metadata", change.metadata());
    List<String> moved = rules.tags(change.moveTags());
    return transitions.change(
        id,
        (session, version) ->
            takeFromOthers(session, version, moved, by)
                .chain(
                    others -> {
                      Changeable before = Changeable.of(version);
                      Changeable after =
                          new Changeable(
                              Objects.requireNonNullElse(description, before.description()),
                              Objects.requireNonNullElse(message, before.message()),
                              Objects.requireNonNullElse(metadata, before.metadata()),
                              tags(before.tags(), change));
                      Difference difference = after.since(before);
                      if (difference.isEmpty() && others == 0) {
                        return Uni.createFrom().voidItem();
                      }
                      after.write(version);
                      return writeDown(session, version, difference, by)
                          .chain(
                              () ->
                                  others > 0 || !after.tags().equals(before.tags())
                                      ? tell(session, version, by)
                                      : Uni.createFrom().voidItem());
                    }));
  }

  /**
   * Takes tags from the other versions of the dataset; movers of tags take turns.
   *
   * @return how many versions bore one of them
   */
  private static Uni<Integer> takeFromOthers(
      Mutiny.Session session, Version version, List<String> moved, String by) {
    if (moved.isEmpty()) {
      return Uni.createFrom().item(0);
    }
    return session
        .createNativeQuery(LOCK_DATASET, UUID.class)
        .setParameter("dataset", version.dataset.id)
        .getResultList()
        .chain(
            () ->
                session
                    .createNativeQuery(TAKE_FROM_OTHERS)
                    .setParameter("moved", String.join(",", moved))
                    .setParameter("dataset", version.dataset.id)
                    .setParameter("id", version.id)
                    .setParameter("by", by)
                    .executeUpdate());
  }

  /** The version's row comes first: who has it writes the rest, and nobody deletes it meanwhile. */
  private Uni<Void> writeDown(
      Mutiny.Session session, Version version, Difference difference, String by) {
    return difference.isEmpty()
        ? Uni.createFrom().voidItem()
        : session
            .flush()
            .chain(() -> log.append(session, version.id, version.updated, by, difference));
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

  private List<String> tags(List<String> before, ChangeVersion change) {
    TreeSet<String> tags = new TreeSet<>(before);
    change.removeTags().forEach(tags::remove);
    tags.addAll(change.addTags());
    tags.addAll(change.moveTags());
    return rules.tags(tags);
  }

  private Uni<Void> tell(Mutiny.Session session, Version version, String by) {
    return events.append(
        session, VersionEvents.happened(EventType.VERSION_TAGGED, version, by, version.updated));
  }
}
