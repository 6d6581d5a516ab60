package io.lamella.metadata.project;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.limit.Rules;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Gives a project another path, and with it all that is beneath it, in one transaction. Ids stay,
 * and all that stands in the projects with them.
 */
@ApplicationScoped
public class ProjectMoves {
  private static final String ITS_OWN =
      " FROM project WHERE path = CAST(:from AS text)"
          + " OR starts_with(path, CAST(:from AS text) || '/')";
  private static final String LONGEST = "SELECT max(char_length(path))" + ITS_OWN;
  private static final String MOVE =
      "UPDATE project SET path = CAST(:to AS text) || substr(path, char_length(CAST(:from AS text))"
          + " + 1) WHERE id IN (SELECT id"
          + ITS_OWN
          + ")";
  private static final String PUT_BENEATH =
      "UPDATE project SET parent = (SELECT above.id FROM project above WHERE above.path = :above)"
          + " WHERE id = :id";

  private final Projects projects;
  private final Rules rules;

  @Inject
  ProjectMoves(Projects projects, Rules rules) {
    this.projects = projects;
    this.rules = rules;
  }

  /**
   * Moves a project; one that stands there already stays as it is.
   *
   * @param path its new path; what is above it is made where it is missing
   * @throws LamellaException {@code name-taken} when another project stands there, {@code
   *     invalid-request} when that is beneath itself, {@code limit-exceeded} when a path would be
   *     too long
   */
  public Uni<Void> move(UUID id, String path, String by) {
    String to = rules.project(path);
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        Projects.takeTurns(session)
                            .chain(() -> session.find(Project.class, id))
                            .map(project -> known(project, id).path)
                            .chain(from -> move(session, id, from, to, by))));
  }

  private static Project known(@Nullable Project project, UUID id) {
    if (project == null) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "there is no project " + id);
    }
    return project;
  }

  private Uni<Void> move(Mutiny.Session session, UUID id, String from, String to, String by) {
    if (from.equals(to)) {
      return Uni.createFrom().voidItem();
    }
    if (to.startsWith(from + "/")) {
      throw Rules.invalid("the project " + from + " cannot be moved beneath itself");
    }
    return Projects.find(session, to)
        .invoke(
            namesake -> {
              if (namesake != null) {
                throw new LamellaException(
                    ErrorCode.NAME_TAKEN, "there is a project " + to + " already");
              }
            })
        .chain(() -> longest(session, from))
        .invoke(longest -> rules.withinProjectLength(longest - from.length() + to.length()))
        .chain(() -> above(session, to, by))
        .chain(
            () ->
                session
                    .clear()
                    .createNativeQuery(MOVE)
                    .setParameter("from", from)
                    .setParameter("to", to)
                    .executeUpdate())
        .chain(
            () ->
                session
                    .createNativeQuery(PUT_BENEATH)
                    .setParameter("above", Projects.above(to))
                    .setParameter("id", id)
                    .executeUpdate())
        .replaceWithVoid();
  }

  private static Uni<Integer> longest(Mutiny.Session session, String from) {
    return session
        .createNativeQuery(LONGEST, Integer.class)
        .setParameter("from", from)
        .getSingleResult();
  }

  private Uni<Void> above(Mutiny.Session session, String to, String by) {
    String above = Projects.above(to);
    return above.isEmpty()
        ? Uni.createFrom().voidItem()
        : projects.ensure(session, above, by).replaceWithVoid();
  }
}
