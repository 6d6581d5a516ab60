package io.lamella.metadata.lineage;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.metadata.limit.Limits;
import io.lamella.metadata.version.Catalog;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Walks the lineage in the database; each version comes once, at its least distance. */
@ApplicationScoped
public class Lineage {
  private static final String UP =
      """
      WITH RECURSIVE walk(id, depth) AS (
        SELECT parent, 1 FROM version_parent WHERE version = :from
        UNION
        SELECT e.parent, w.depth + 1 FROM version_parent e JOIN walk w ON e.version = w.id
        WHERE w.depth < :depth)
      """;
  private static final String DOWN =
      """
      WITH RECURSIVE walk(id, depth) AS (
        SELECT version, 1 FROM version_parent WHERE parent = :from
        UNION
        SELECT e.version, w.depth + 1 FROM version_parent e JOIN walk w ON e.parent = w.id
        WHERE w.depth < :depth)
      """;
  private static final String NEAREST_FIRST =
      """
      SELECT v.id FROM version v
      JOIN (SELECT id, min(depth) AS depth FROM walk GROUP BY id) w ON w.id = v.id
      WHERE v.trashed IS NULL
      ORDER BY w.depth, v.created DESC, v.id LIMIT :most
      """;

  private final Catalog catalog;
  private final Limits limits;

  @Inject
  Lineage(Catalog catalog, Limits limits) {
    this.catalog = catalog;
    this.limits = limits;
  }

  /** Which way to walk. */
  public enum Direction {
    /** To what it was built on. */
    UP(Lineage.UP),
    /** To what was built on it. */
    DOWN(Lineage.DOWN);

    private final String walk;

    Direction(String walk) {
      this.walk = walk;
    }
  }

  /**
   * The versions within {@code depth} steps, nearest first, without the one that they start from
   * and those in the trash.
   *
   * @throws LamellaException {@code version-not-found}, or {@code limit-exceeded} when they are
   *     more than one answer may hold
   */
  public Uni<List<VersionView>> walk(
      Mutiny.Session session, UUID from, Direction direction, int depth) {
    return catalog
        .load(session, from)
        .chain(
            known ->
                session
                    .createNativeQuery(direction.walk + NEAREST_FIRST, UUID.class)
                    .setParameter("from", from)
                    .setParameter("depth", depth)
                    .setParameter("most", limits.lineage() + 1)
                    .getResultList())
        .invoke(this::within)
        .chain(ids -> catalog.list(session, ids));
  }

  private void within(List<UUID> ids) {
    if (ids.size() > limits.lineage()) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED,
          "the lineage has more than " + limits.lineage() + " versions; ask for a smaller depth");
    }
  }
}
