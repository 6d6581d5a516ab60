package io.lamella.metadata.version;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.TrashView;
import io.lamella.metadata.merge.MergePlan;
import io.lamella.metadata.project.Dataset;
import io.lamella.metadata.store.Domains;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/**
 * A version as the catalog keeps it. A change is one UPDATE on the row version that was read, so a
 * state that was judged is the state that is left; the database refuses what the states forbid.
 */
@Entity
@Table(name = "version")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class Version extends PanacheEntityBase {
  @Id public UUID id;

  @ManyToOne(fetch = FetchType.LAZY)
  @JoinColumn(name = "dataset")
  public Dataset dataset;

  public String number;

  @Column(name = "number_key")
  public String numberKey;

  @Enumerated(EnumType.STRING)
  @JdbcTypeCode(SqlTypes.VARCHAR)
  public VersionState state;

  public boolean sealing;
  public long epoch;

  @jakarta.persistence.Version
  @Column(name = "row_version")
  public long rowVersion;

  public boolean archived;
  public String profile;
  public String domain;
  public String store;

  @JdbcTypeCode(SqlTypes.JSON)
  public Domains domains;

  public @Nullable String digest;

  @JdbcTypeCode(SqlTypes.JSON)
  public @Nullable RootRef root;

  public long files;
  public long links;
  public long bytes;

  @Column(name = "stored_bytes")
  public long storedBytes;

  public long added;
  public long modified;
  public long removed;

  /** What it was made of when that is more than one parent; else null. */
  @JdbcTypeCode(SqlTypes.JSON)
  public @Nullable MergePlan merge;

  public long conflicts;

  @JdbcTypeCode(SqlTypes.JSON)
  public ChangeCounts changes;

  @JdbcTypeCode(SqlTypes.ARRAY)
  public List<String> tags;

  public String description;
  public String message;

  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> metadata;

  @Column(name = "produced_by")
  @JdbcTypeCode(SqlTypes.JSON)
  public Map<String, Object> producedBy;

  @Column(name = "failure_code")
  public @Nullable String failureCode;

  @Column(name = "failure_detail")
  public @Nullable String failureDetail;

  public Instant created;
  public Instant updated;

  @Column(name = "created_by")
  public String createdBy;

  /** When it was put into the trash; null: it is not there. */
  public @Nullable Instant trashed;

  @Column(name = "trashed_by")
  public @Nullable String trashedBy;

  /** End of its term in the trash. */
  public @Nullable Instant purge;

  /** That it is in the trash; null: it is not. */
  public @Nullable TrashView trash() {
    return trash(trashed, purge, trashedBy);
  }

  static @Nullable TrashView trash(
      @Nullable Instant since, @Nullable Instant until, @Nullable String by) {
    return since == null || until == null || by == null ? null : new TrashView(since, until, by);
  }

  /**
   * Stops what is not for versions in the trash.
   *
   * @throws LamellaException {@code wrong-state}
   */
  public void requireInUse() {
    if (trashed != null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          display() + " is in the trash until " + purge + ": restore it first");
    }
  }

  /** {@code vision/raw/frames@1.0.2}, for texts. */
  public String display() {
    return dataset.project.path + "/" + dataset.name + "@" + number;
  }
}
