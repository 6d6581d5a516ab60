package io.lamella.metadata.reference;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.number.VersionNumber;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.reference.Reference.InDataset;
import io.lamella.metadata.reference.Reference.Selector;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Finds the version that a reference means. Versions and datasets that are archived or in the trash
 * have no names.
 */
@ApplicationScoped
public class Resolver {
  private static final String IN_DATASET =
      "select v.id from Version v where v.dataset.id = :dataset and v.archived = false"
          + " and v.trashed is null and v.state in (:states) and ";
  private static final String OF_NUMBER = "(v.number = :number or v.numberKey = :key)";
  private static final String IN_TRASH =
      "select v.id from Version v where v.dataset.id = :dataset and v.trashed is not null and "
          + OF_NUMBER;
  private static final String TAGGED =
      "SELECT v.id FROM version v WHERE v.dataset = :dataset AND NOT v.archived AND v.trashed IS NULL AND v.state IN"
          + " (:states) AND v.tags @> ARRAY[CAST(:tag AS text)] ORDER BY v.number_key DESC";
  private static final String HIGHEST = " order by v.numberKey desc";
  private static final List<VersionState> SEALED =
      List.of(VersionState.FINAL, VersionState.PUBLISHED);
  private static final List<VersionState> ANY = List.of(VersionState.values());

  /**
   * The id of the version that {@code text} means: one that is Final or Published, unless {@code
   * text} is an id.
   *
   * @param base the dataset that is spoken of, for relative references; may be null
   * @param unfinished where no such version has the number or tag, find one in any state
   * @throws LamellaException {@code dataset-not-found} or {@code version-not-found}, saying why
   */
  public Uni<UUID> find(
      Mutiny.Session session, String text, @Nullable InDataset base, boolean unfinished) {
    Reference reference = text.indexOf('\0') >= 0 ? null : Reference.parse(text).orElse(null);
    if (reference instanceof Reference.ById byId) {
      return Uni.createFrom().item(byId.id());
    }
    InDataset meant = null;
    if (reference instanceof InDataset inDataset) {
      meant = inDataset;
    } else if (reference instanceof Reference.Relative relative && base != null) {
      meant = new InDataset(base.project(), base.name(), relative.selector());
    }
    if (meant == null) {
      throw new LamellaException(
          ErrorCode.VERSION_NOT_FOUND,
          "\""
              + text.replaceAll("\\p{Cntrl}", "\uFFFD")
              + "\" names no version: write project/name, project/name@1.2.0, @latest, @published,"
              + " @TAG, or an id");
    }
    return find(session, meant, unfinished);
  }

  /**
   * The highest version of a dataset that is Final or Published; empty when it has none.
   *
   * @throws LamellaException {@code dataset-not-found}, saying why
   */
  public Uni<Optional<UUID>> latest(Mutiny.Session session, String project, String name) {
    return find(session, new InDataset(project, name, Selector.LATEST), false)
        .map(Optional::of)
        .onFailure(
            failure ->
                failure instanceof LamellaException known
                    && known.code() == ErrorCode.VERSION_NOT_FOUND)
        .recoverWithItem(Optional.empty());
  }

  private Uni<UUID> find(Mutiny.Session session, InDataset meant, boolean unfinished) {
    return session
        .createQuery(
            "from Dataset d join fetch d.project p where p.path = :path and d.name = :name",
            Dataset.class)
        .setParameter("path", meant.project())
        .setParameter("name", meant.name())
        .getSingleResultOrNull()
        .chain(
            dataset -> {
              if (dataset == null) {
                throw new LamellaException(
                    ErrorCode.DATASET_NOT_FOUND,
                    "there is no dataset " + meant.project() + "/" + meant.name());
              }
              if (dataset.trashed != null) {
                throw new LamellaException(
                    ErrorCode.DATASET_NOT_FOUND,
                    "the dataset "
                        + meant.project()
                        + "/"
                        + meant.name()
                        + " is in the trash: restore it, or name a version by its id");
              }
              if (dataset.archived) {
                throw new LamellaException(
                    ErrorCode.DATASET_NOT_FOUND,
                    "the dataset "
                        + meant.project()
                        + "/"
                        + meant.name()
                        + " is archived: unarchive it, or name a version by its id");
              }
              return select(session, dataset.id, meant, SEALED)
                  .chain(
                      found ->
                          found != null ? one(found) : none(session, dataset, meant, unfinished));
            });
  }

  private Uni<UUID> none(
      Mutiny.Session session, Dataset dataset, InDataset meant, boolean unfinished) {
    return select(session, dataset.id, meant, ANY)
        .chain(
            found ->
                found != null && unfinished && meant.selector() instanceof Selector.Label
                    ? one(found)
                    : refuse(session, dataset, meant, found));
  }

  private static Uni<UUID> refuse(
      Mutiny.Session session, Dataset dataset, InDataset meant, @Nullable UUID unfinished) {
    return inTrash(session, dataset.id, meant)
        .map(
            trashed -> {
              throw explain(dataset, meant, unfinished, trashed);
            });
  }

  /** The version of a number that is in the trash, for the advice to restore it. */
  private static Uni<@Nullable UUID> inTrash(
      Mutiny.Session session, UUID dataset, InDataset meant) {
    return meant.selector() instanceof Selector.Label label
        ? first(
            numbered(session.createQuery(IN_TRASH, UUID.class), label.text())
                .setParameter("dataset", dataset))
        : Uni.createFrom().nullItem();
  }

  private static Uni<UUID> one(UUID id) {
    return Uni.createFrom().item(id);
  }

  private Uni<@Nullable UUID> select(
      Mutiny.Session session, UUID dataset, InDataset meant, List<VersionState> states) {
    Selector selector = meant.selector();
    if (selector instanceof Selector.Published) {
      return first(query(session, dataset, List.of(VersionState.PUBLISHED), "1 = 1"));
    }
    if (selector instanceof Selector.Label label) {
      return byNumber(session, dataset, label.text(), states)
          .chain(
              found -> found != null ? one(found) : byTag(session, dataset, label.text(), states));
    }
    return first(query(session, dataset, states, "1 = 1"));
  }

  private static Uni<@Nullable UUID> byNumber(
      Mutiny.Session session, UUID dataset, String number, List<VersionState> states) {
    return first(numbered(query(session, dataset, states, OF_NUMBER), number));
  }

  private static Mutiny.SelectionQuery<UUID> numbered(
      Mutiny.SelectionQuery<UUID> query, String number) {
    String key = VersionNumber.parse(number).map(n -> n.key().text()).orElse("");
    return query.setParameter("number", number).setParameter("key", key);
  }

  private static Uni<@Nullable UUID> byTag(
      Mutiny.Session session, UUID dataset, String tag, List<VersionState> states) {
    return first(
        session
            .createNativeQuery(TAGGED, UUID.class)
            .setParameter("dataset", dataset)
            .setParameter("states", states.stream().map(Enum::name).toList())
            .setParameter("tag", tag));
  }

  private static Mutiny.SelectionQuery<UUID> query(
      Mutiny.Session session, UUID dataset, List<VersionState> states, String condition) {
    return session
        .createQuery(IN_DATASET + condition + HIGHEST, UUID.class)
        .setParameter("dataset", dataset)
        .setParameter("states", states);
  }

  private static Uni<@Nullable UUID> first(Mutiny.SelectionQuery<UUID> query) {
    return query
        .setMaxResults(1)
        .getResultList()
        .map(found -> found.isEmpty() ? null : found.get(0));
  }

  private static LamellaException explain(
      Dataset dataset, InDataset meant, @Nullable UUID unfinished, @Nullable UUID trashed) {
    String what =
        meant.selector() instanceof Selector.Label label
            ? "no version with the number or tag " + label.text()
            : meant.selector() instanceof Selector.Published
                ? "no published version"
                : "no version";
    String text = meant.project() + "/" + dataset.name + " has " + what;
    if (trashed != null) {
      text += " in use; the one in the trash is " + trashed;
    } else if (unfinished != null) {
      text += " that is Final or Published; the unfinished one is " + unfinished;
    }
    return new LamellaException(ErrorCode.VERSION_NOT_FOUND, text);
  }
}
