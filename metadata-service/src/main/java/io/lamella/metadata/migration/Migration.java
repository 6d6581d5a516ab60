package io.lamella.metadata.migration;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.DynamicUpdate;
import org.jspecify.annotations.Nullable;

/** A domain whose packs are brought, or were, from one store to another. */
@Entity
@Table(name = "storage_migration")
@DynamicUpdate
@SuppressWarnings("NullAway.Init")
public class Migration extends PanacheEntityBase {
  @Id public UUID id;

  public String domain;
  public String source;
  public String target;
  public boolean keep;
  public long packs;
  public long moved;
  public long bytes;

  @Column(name = "moved_bytes")
  public long movedBytes;

  public @Nullable String problem;

  @Column(name = "asked_by")
  public String askedBy;

  public Instant asked;

  /** When the last pack was there; null: it runs. */
  public @Nullable Instant ended;
}
