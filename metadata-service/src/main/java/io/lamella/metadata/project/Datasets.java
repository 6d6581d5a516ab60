package io.lamella.metadata.project;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.metadata.number.SortKey;
import io.lamella.metadata.number.VersionNumber;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** Finds datasets, makes those that are missing, and gives out their numbers. */
@ApplicationScoped
public class Datasets {
  private static final String INSERT =
      "INSERT INTO dataset (id, project, name, domain_project, description, tags, profile, storage,"
          + " archived, row_version, created, updated, created_by)"
          + " VALUES (:id, :project, :name, :project, '', '{}', :profile, :storage,"
          + " false, 0, now(), now(), :by) ON CONFLICT (project, name) DO NOTHING";

  /** A number that nobody else has, and what orders it. */
  public record Numbered(String number, SortKey key) {}

  /**
   * The dataset, made where it is missing, and locked until the end of the transaction: who creates
   * versions in it takes turns.
   */
  public Uni<Dataset> lock(
      Mutiny.Session session,
      Project project,
      String name,
      String profile,
      String storage,
      String by) {
    return find(session, project.id, name)
        .chain(
            found ->
                found != null
                    ? Uni.createFrom().item(found)
                    : session
                        .createNativeQuery(INSERT)
                        .setParameter("id", UUID.randomUUID())
                        .setParameter("project", project.id)
                        .setParameter("name", name)
                        .setParameter("profile", profile)
                        .setParameter("storage", storage)
                        .setParameter("by", by)
                        .executeUpdate()
                        .chain(() -> lock(session, project, name, profile, storage, by)));
  }

  private static Uni<Dataset> find(Mutiny.Session session, UUID project, String name) {
    return session
        .createQuery(
            "from Dataset d where d.project.id = :project and d.name = :name", Dataset.class)
        .setParameter("project", project)
        .setParameter("name", name)
        .setLockMode(LockModeType.PESSIMISTIC_WRITE)
        .getSingleResultOrNull();
  }

  /**
   * Gives a number to a new version of a locked dataset.
   *
   * @param wanted the number asked for; null: the one after the highest ever given
   * @throws LamellaException {@code number-taken} or {@code invalid-number}
   */
  public Uni<Numbered> number(
      Mutiny.Session session,
      Dataset dataset,
      UUID version,
      @Nullable String wanted,
      Instant created) {
    if (wanted == null) {
      VersionNumber next =
          dataset.highest == null ? VersionNumber.FIRST : VersionNumber.of(dataset.highest).next();
      dataset.highest = canonical(next);
      return Uni.createFrom().item(new Numbered(canonical(next), next.key()));
    }
    VersionNumber parsed = VersionNumber.parse(wanted).orElse(null);
    String canonical = parsed == null ? wanted : canonical(parsed);
    SortKey key = parsed == null ? SortKey.ofOther(created, version) : parsed.key();
    return session
        .createQuery(
            "select case when v.trashed is null then false else true end from Version v"
                + " where v.dataset.id = :dataset and (v.number = :number or v.numberKey = :key)",
            Boolean.class)
        .setParameter("dataset", dataset.id)
        .setParameter("number", wanted)
        .setParameter("key", key.text())
        .getResultList()
        .map(
            takenInTrash -> {
              if (!takenInTrash.isEmpty()) {
                throw new LamellaException(
                    ErrorCode.NUMBER_TAKEN,
                    dataset.name
                        + " has a version "
                        + wanted
                        + (takenInTrash.contains(true) ? " in the trash" : "")
                        + "; leave the number out for the next free one");
              }
              if (parsed != null && isHighest(parsed, dataset.highest)) {
                dataset.highest = canonical;
              }
              return new Numbered(wanted, key);
            });
  }

  /** Counted on from later, so it is as short as numbers are that are asked for. */
  private static String canonical(VersionNumber number) {
    String text = number.toString();
    if (text.length() > VersionNumber.MAX_LENGTH) {
      throw new LamellaException(
          ErrorCode.INVALID_NUMBER,
          "a version number may have "
              + VersionNumber.MAX_LENGTH
              + " characters; the next one or the usual form of this one, "
              + text
              + ", has more: choose a shorter number");
    }
    return text;
  }

  private static boolean isHighest(VersionNumber number, @Nullable String highest) {
    return highest == null || number.compareTo(VersionNumber.of(highest)) > 0;
  }
}
