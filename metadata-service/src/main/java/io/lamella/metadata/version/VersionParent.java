package io.lamella.metadata.version;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** One parent of a version, at its place in the list. */
@Entity
@Table(name = "version_parent")
@IdClass(VersionParent.Key.class)
@SuppressWarnings("NullAway.Init")
public class VersionParent extends PanacheEntityBase {
  @Id public UUID version;
  @Id public int position;
  public UUID parent;

  /** The primary key. */
  public record Key(UUID version, int position) implements Serializable {}
}
