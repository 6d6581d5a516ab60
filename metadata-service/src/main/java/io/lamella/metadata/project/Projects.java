package io.lamella.metadata.project;

import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;

/** Finds projects and makes those that are missing. */
@ApplicationScoped
public class Projects {
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

  private static Uni<Project> find(Mutiny.Session session, String path) {
    return session
        .createQuery("from Project where path = :path", Project.class)
        .setParameter("path", path)
        .getSingleResultOrNull();
  }

  private static Uni<Void> make(Mutiny.Session session, String path, String by) {
    Uni<Void> all = Uni.createFrom().voidItem();
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

  private static String above(String path) {
    int slash = path.lastIndexOf('/');
    return slash < 0 ? "" : path.substring(0, slash);
  }
}
