package io.lamella.metadata.amendment;

import io.lamella.contracts.rest.AmendmentView;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.UUID;
import org.hibernate.annotations.Immutable;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** That someone changed a version; the database lets no one change or delete it. */
@Entity
@Immutable
@Table(name = "amendment")
@SuppressWarnings("NullAway.Init")
public class Amendment extends PanacheEntityBase {
  /** Those of one version have the order in which they came about. */
  @Id
  @GeneratedValue(strategy = GenerationType.IDENTITY)
  public @Nullable Long id;

  public UUID version;
  public Instant at;
  public String by;

  @JdbcTypeCode(SqlTypes.JSON)
  public Amended amended;

  AmendmentView view() {
    return new AmendmentView(at, by, amended.each(), amended.omitted());
  }
}
