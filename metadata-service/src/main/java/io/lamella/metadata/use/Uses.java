package io.lamella.metadata.use;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.UseView;
import io.lamella.metadata.limit.Cursor;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Version;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Objects;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Keeps which runs used which versions; told again, a use is one row with a later time. */
@ApplicationScoped
public class Uses {
  /** Parts of the cursor of a listing. */
  static final int CURSOR_PARTS = 2;

  private static final int LENGTH = 1_000;
  private static final String RECORD =
      """
      INSERT INTO version_use (id, run, tool, version, project, name, number, digest, alias, asked,
        overridden, portion, host, by, first, last, times)
      VALUES (gen_random_uuid(), :run, NULLIF(:tool, ''), :version, :project, :name, :number,
        :digest, :alias, NULLIF(:asked, ''), :overridden, :portion, NULLIF(:host, ''), :by, now(),
        now(), 1)
      ON CONFLICT (run, version, alias, md5(portion)) DO UPDATE SET
        tool = excluded.tool, asked = excluded.asked, overridden = excluded.overridden,
        host = excluded.host, by = excluded.by, last = excluded.last,
        times = version_use.times + 1
      """;
  private static final String LIST =
      "SELECT u.* FROM version_use u WHERE (CAST(:run AS text) = '' OR u.run = :run)"
          + " AND (CAST(:version AS text) = '' OR u.version = CAST(NULLIF(:version, '') AS uuid))"
          + " AND (CAST(:at AS text) = '' OR (u.first, u.id) <"
          + " (CAST(NULLIF(:at, '') AS timestamptz), CAST(NULLIF(:last, '') AS uuid)))"
          + " ORDER BY u.first DESC, u.id DESC";

  private final Catalog catalog;
  private final Rules rules;

  @Inject
  Uses(Catalog catalog, Rules rules) {
    this.catalog = catalog;
    this.rules = rules;
  }

  /**
   * Keeps a use.
   *
   * @throws LamellaException {@code version-not-found}, or {@code wrong-state} of a version that is
   *     not final, or in the trash
   */
  Uni<Void> record(RecordUse use, String by) {
    if (use.run() == null || use.run().isBlank()) {
      throw Rules.invalid("say which run it was");
    }
    if (use.version() == null) {
      throw Rules.invalid("say which version it was");
    }
    String run = text("a run", use.run());
    String tool = text("a tool", use.tool());
    String alias = text("an alias", use.alias());
    String asked = text("what was asked for", use.asked());
    String host = text("a host", use.host());
    String portion = rules.text("a portion", use.portion());
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        catalog
                            .load(session, use.version())
                            .invoke(Version::requireInUse)
                            .invoke(Uses::requireSealed)
                            .chain(
                                version ->
                                    session
                                        .createNativeQuery(RECORD)
                                        .setParameter("run", run)
                                        .setParameter("tool", tool)
                                        .setParameter("version", version.id)
                                        .setParameter("project", version.dataset.project.path)
                                        .setParameter("name", version.dataset.name)
                                        .setParameter("number", version.number)
                                        .setParameter(
                                            "digest", Objects.requireNonNull(version.digest))
                                        .setParameter("alias", alias)
                                        .setParameter("asked", asked)
                                        .setParameter("overridden", use.overridden())
                                        .setParameter("portion", portion)
                                        .setParameter("host", host)
                                        .setParameter("by", by)
                                        .executeUpdate()
                                        .replaceWithVoid())));
  }

  private String text(String what, @Nullable String given) {
    String text = given == null ? "" : given;
    rules.within(what, text.length(), LENGTH, "characters");
    return rules.storable(what, text);
  }

  private static void requireSealed(Version version) {
    if (!version.state.isSealed()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          version.display() + " is " + version.state + "; a run uses what is Final or Published");
    }
  }

  /** Uses by a run or of a version, the newest first. */
  Uni<Page<UseView>> page(
      Mutiny.Session session, @Nullable String run, @Nullable UUID version, Paging.Wanted wanted) {
    Cursor after = wanted.after();
    return session
        .createNativeQuery(LIST, VersionUse.class)
        .setParameter("run", run == null ? "" : rules.storable("a run", run))
        .setParameter("version", version == null ? "" : version.toString())
        .setParameter("at", after == null ? "" : after.time(0).toString())
        .setParameter("last", after == null ? "" : after.id(1).toString())
        .setMaxResults(wanted.rows())
        .getResultList()
        .map(
            found -> {
              Page<VersionUse> rows =
                  wanted.page(
                      found.size(),
                      found,
                      use -> Cursor.of(use.first.toString(), use.id.toString()));
              return new Page<>(rows.items().stream().map(VersionUse::view).toList(), rows.next());
            });
  }
}
