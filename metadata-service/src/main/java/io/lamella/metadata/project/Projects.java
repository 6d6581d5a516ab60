package io.lamella.metadata.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Finds projects and makes those that are missing. Who makes or moves projects takes turns, so that
 * nothing is made beneath a path that is given to another project meanwhile.
 */
@ApplicationScoped
public class Projects {
  private static final String TAKE_TURNS = "LOCK TABLE project IN SHARE ROW EXCLUSIVE MODE";
  private static final String INSERT =
      "INSERT INTO project (id, path, parent, created, created_by)"
          + " VALUES (:id, :path, (SELECT id FROM project WHERE path = :above), now(), :by)"
          + " ON CONFLICT (path) DO NOTHING";

  /** The project of this path, made with all above it where it is missing. */
  public Uni<Project> ensure(Mutiny.Session session, String path, String by) {
    return find(session, path)
        .chain(
            found ->
                found != null
                    ? Uni.createFrom().item(found)
                    : make(session, path, by).chain(() -> find(session, path)));
  }

  /** The project of this path; null when there is none. */
  static Uni<@Nullable Project> find(Mutiny.Session session, String path) {
    return session
        .createQuery("from Project where path = :path", Project.class)
        .setParameter("path", path)
        .getSingleResultOrNull();
  }

  /** Until the end of the transaction nobody else makes or moves a project. */
  static Uni<Void> takeTurns(Mutiny.Session session) {
    return session.createNativeQuery(TAKE_TURNS).executeUpdate().replaceWithVoid();
  }

  private static Uni<Void> make(Mutiny.Session session, String path, String by) {
    Uni<Void> all = takeTurns(session);
    for (String each : fromTheTop(path)) {
      all =
          all.chain(
              () ->
                  session
                      .createNativeQuery(INSERT)
                      .setParameter("id", UUID.randomUUID())
                      .setParameter("path", each)
                      .setParameter("above", above(each))
                      .setParameter("by", by)
                      .executeUpdate()
                      .replaceWithVoid());
    }
    return all;
  }

  /** {@code a}, {@code a/b}, {@code a/b/c}. */
  static List<String> fromTheTop(String path) {
    List<String> all = new ArrayList<>();
    for (int slash = path.indexOf('/'); slash >= 0; slash = path.indexOf('/', slash + 1)) {
      all.add(path.substring(0, slash));
    }
    all.add(path);
    return all;
  }

  /** The path above this one; empty at the top. */
  static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
