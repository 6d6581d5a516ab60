package io.lamella.metadata.project;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A project, known by its full path. */
@Entity
@Table(name = "project")
@SuppressWarnings("NullAway.Init")
public class Project extends PanacheEntityBase {
  @Id public UUID id;
  public String path;
  public @Nullable UUID parent;
  public Instant created;

  @Column(name = "created_by")
  public String createdBy;
}
