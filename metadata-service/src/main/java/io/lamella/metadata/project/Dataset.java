package io.lamella.metadata.project;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import jakarta.persistence.Version;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A named line of versions in a project. */
@Entity
@Table(name = "dataset")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class Dataset extends PanacheEntityBase {
  @Id public UUID id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "project")
  public Project project;

  public String name;

  /** The project at creation: what shares chunks, also after a move. */
  @Column(name = "domain_project")
  public UUID domainProject;

  public String description;

  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> tags;

  public String profile;
  public String storage;

  /** The highest PEP 440 number ever given, so that none is given twice. */
  public @Nullable String highest;

  public boolean archived;

  /** When it was put into the trash as a whole; null: it is not there. */
  public @Nullable Instant trashed;

  @Version
  @Column(name = "row_version")
  public long rowVersion;

  public Instant created;
  public Instant updated;

  @Column(name = "created_by")
  public String createdBy;

  /**
   * Stops what is not for datasets in the trash.
   *
   * @throws LamellaException {@code wrong-state}
   */
  public void requireInUse() {
    if (trashed != null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, "the dataset " + name + " is in the trash: restore it first");
    }
  }
}
