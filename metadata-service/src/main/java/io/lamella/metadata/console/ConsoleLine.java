package io.lamella.metadata.console;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;

/** A line that was said; the database lets no one change it. */
@Entity
@Immutable
@Table(name = "console_line")
@IdClass(ConsoleLine.Key.class)
@SuppressWarnings("NullAway.Init")
public class ConsoleLine extends PanacheEntityBase {
  @Id public UUID version;
  @Id public long number;
  public Instant at;
  public String by;
  public String source;
  public String text;

  /** The primary key. */
  public record Key(UUID version, long number) implements Serializable {}
}
