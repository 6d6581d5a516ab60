package io.lamella.metadata.cleanup;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** Which versions stay: of one dataset, or of all in a project and beneath. */
@Entity
@Table(name = "cleanup_rule")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class CleanupRule extends PanacheEntityBase {
  @Id public UUID id;
  public @Nullable UUID project;
  public @Nullable UUID dataset;

  @Column(name = "keep_last")
  public int keepLast;

  @Column(name = "keep_tagged")
  public boolean keepTagged;

  /** Null: use does not count. */
  @Column(name = "keep_used_days")
  public @Nullable Integer keepUsedDays;

  @Column(name = "set_by")
  public String setBy;

  @Column(name = "set_at")
  public Instant setAt;

  /** When it was followed, or set, last. */
  public Instant ran;
}
