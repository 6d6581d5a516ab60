package io.lamella.metadata.version;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.ParentChanges;
import io.lamella.contracts.rest.VersionLink;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.caller.Caller;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.merge.MergePlan;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Reads versions and what they are shown with: a constant number of queries for any number. */
@ApplicationScoped
public class Catalog {
  private static final String LOAD =
      "from Version v join fetch v.dataset d join fetch d.project where v.id in (:ids)";
  private static final String LINK =
      "new io.lamella.metadata.version.Catalog$Link(%s, v.id, p.path, d.name, v.number, v.state)";
  private static final String PARENTS =
      "select "
          + LINK.formatted("e.version")
          + " from VersionParent e join Version v on v.id = e.parent join v.dataset d"
          + " join d.project p where e.version in (:ids) order by e.version, e.position";
  private static final String CHILDREN =
      "select "
          + LINK.formatted("e.parent")
          + " from VersionParent e join Version v on v.id = e.version join v.dataset d"
          + " join d.project p where e.parent = :id%s order by v.created, v.id";
  private static final String CHILDREN_IN_USE = CHILDREN.formatted(" and v.trashed is null");
  private static final String ALL_CHILDREN = CHILDREN.formatted("");
  private static final String PARENT_ROOTS =
      "select new io.lamella.metadata.version.Catalog$ParentRoot(v.id, v.digest, v.root)"
          + " from VersionParent e join Version v on v.id = e.parent where e.version = :id"
          + " order by e.position";

  /** As whoever changes it. */
  private static final String HOLD =
      "SELECT v.id FROM version v WHERE v.id = :id FOR NO KEY UPDATE";

  private static final String LIST = Listed.SELECT + " where v.id in (:ids)";

  private final Tickets tickets;
  private final Limits limits;

  @Inject
  Catalog(Tickets tickets, Limits limits) {
    this.tickets = tickets;
    this.limits = limits;
  }

  /** An edge of the lineage, seen from {@code of}. */
  public record Link(
      UUID of, UUID id, String project, String name, String number, VersionState state) {
    VersionLink view() {
      return new VersionLink(id, project, name, number, state);
    }
  }

  /** What a ticket says about a parent. */
  public record ParentRoot(UUID version, @Nullable String digest, @Nullable RootRef root) {
    Ticket.Parent view() {
      return new Ticket.Parent(
          version, Objects.requireNonNull(digest), Objects.requireNonNull(root), null);
    }
  }

  /**
   * The version with its dataset and project.
   *
   * @throws LamellaException {@code version-not-found}
   */
  public Uni<Version> load(Mutiny.Session session, UUID id) {
    return loadAll(session, List.of(id))
        .map(
            found -> {
              if (found.isEmpty()) {
                throw new LamellaException(
                    ErrorCode.VERSION_NOT_FOUND, "there is no version " + id);
              }
              return found.get(0);
            });
  }

  /**
   * The version, which nobody else changes until the end of the transaction.
   *
   * @throws LamellaException {@code version-not-found}, or {@code wrong-state} when it is in the
   *     trash
   */
  public Uni<Version> hold(Mutiny.Session session, UUID id) {
    return session
        .createNativeQuery(HOLD, UUID.class)
        .setParameter("id", id)
        .getResultList()
        .chain(() -> load(session, id))
        .invoke(Version::requireInUse);
  }

  /** Those of the versions that are there, in any order. */
  public Uni<List<Version>> loadAll(Mutiny.Session session, Collection<UUID> ids) {
    return session.createQuery(LOAD, Version.class).setParameter("ids", ids).getResultList();
  }

  /** What a version's draft begins with; a squashed version that is sealed inherited nothing. */
  public Uni<Beginning> beginning(Mutiny.Session session, Version version) {
    MergePlan plan = version.merge;
    if (plan != null) {
      return Uni.createFrom()
          .item(
              plan.rule().squash() && version.state.isSealed()
                  ? Beginning.NOTHING
                  : new Beginning(plan.sources(), plan.rule()));
    }
    return session
        .createQuery(PARENT_ROOTS, ParentRoot.class)
        .setParameter("id", version.id)
        .getResultList()
        .map(found -> new Beginning(found.stream().map(ParentRoot::view).toList(), null));
  }

  /** One version as {@code caller} sees it, with a ticket. */
  public Uni<VersionView> show(Mutiny.Session session, UUID id, Caller caller) {
    return load(session, id).chain(version -> show(session, version, caller));
  }

  /**
   * One version as {@code caller} sees it, with a ticket, and its first children. In the trash it
   * has no ticket, and all of its children are there with it; children in the trash are not shown
   * of others.
   */
  public Uni<VersionView> show(Mutiny.Session session, Version version, Caller caller) {
    if (version.trashed != null) {
      return show(session, version, (String) null);
    }
    return beginning(session, version)
        .map(beginning -> tickets.write(version, beginning, caller))
        .chain(ticket -> show(session, version, ticket));
  }

  private Uni<VersionView> show(Mutiny.Session session, Version version, @Nullable String ticket) {
    return parentsOf(session, List.of(version.id))
        .chain(
            parents ->
                children(session, version)
                    .map(
                        children ->
                            view(
                                version,
                                parents.getOrDefault(version.id, List.of()),
                                children,
                                ticket)));
  }

  /**
   * Versions in the order of {@code ids}, without tickets, children and free metadata; those that
   * are gone are left out.
   */
  public Uni<List<VersionView>> list(Mutiny.Session session, List<UUID> ids) {
    if (ids.isEmpty()) {
      return Uni.createFrom().item(List.of());
    }
    return session
        .createQuery(LIST, Listed.class)
        .setParameter("ids", ids)
        .getResultList()
        .chain(
            found ->
                parentsOf(session, ids)
                    .map(
                        parents -> {
                          Map<UUID, Listed> byId =
                              found.stream()
                                  .collect(Collectors.toMap(Listed::id, Function.identity()));
                          return ids.stream()
                              .map(byId::get)
                              .filter(Objects::nonNull)
                              .map(v -> v.view(parents.getOrDefault(v.id(), List.of())))
                              .toList();
                        }));
  }

  /** Parses the query of {@link #list} and forgets it: what parsing needs is loaded then. */
  static void parseList(Mutiny.SessionFactory sessions) {
    sessions.getCriteriaBuilder().createQuery(LIST, Listed.class);
  }

  private static Uni<Map<UUID, List<VersionLink>>> parentsOf(
      Mutiny.Session session, List<UUID> ids) {
    return session
        .createQuery(PARENTS, Link.class)
        .setParameter("ids", ids)
        .getResultList()
        .map(
            found ->
                found.stream()
                    .collect(
                        Collectors.groupingBy(
                            Link::of, Collectors.mapping(Link::view, Collectors.toList()))));
  }

  private Uni<List<VersionLink>> children(Mutiny.Session session, Version version) {
    return session
        .createQuery(version.trashed == null ? CHILDREN_IN_USE : ALL_CHILDREN, Link.class)
        .setParameter("id", version.id)
        .setMaxResults(limits.pageSize())
        .getResultList()
        .map(found -> found.stream().map(Link::view).toList());
  }

  private static List<ParentChanges> changes(Version v, List<VersionLink> parents) {
    return v.state.isSealed() && parents.size() == 1
        ? List.of(new ParentChanges(parents.get(0).id(), v.added, v.modified, v.removed))
        : v.changes.each();
  }

  private static VersionView view(
      Version v, List<VersionLink> parents, List<VersionLink> children, @Nullable String ticket) {
    return new VersionView(
        v.id,
        v.dataset.id,
        v.dataset.project.path,
        v.dataset.name,
        v.number,
        v.state,
        v.sealing,
        v.archived,
        v.epoch,
        v.digest,
        v.files,
        v.links,
        v.bytes,
        v.storedBytes,
        v.added,
        v.modified,
        v.removed,
        v.conflicts,
        changes(v, parents),
        v.merge == null ? null : v.merge.view(),
        parents,
        children,
        v.tags,
        v.description,
        v.message,
        v.metadata,
        v.producedBy,
        v.profile,
        v.store,
        v.created,
        v.updated,
        v.createdBy,
        v.failureCode == null
            ? null
            : new Failure(v.failureCode, Objects.requireNonNullElse(v.failureDetail, "")),
        v.trash(),
        ticket);
  }
}
