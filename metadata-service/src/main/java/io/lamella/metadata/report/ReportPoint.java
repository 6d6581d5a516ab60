package io.lamella.metadata.report;

import io.lamella.contracts.rest.ScalarPoint;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.util.UUID;

/** A point of a scalar. */
@Entity
@Table(name = "report_point")
@IdClass(ReportPoint.Key.class)
@SuppressWarnings("NullAway.Init")
public class ReportPoint extends PanacheEntityBase {
  @Id public UUID report;
  @Id public long iteration;
  public double value;

  ScalarPoint view() {
    return new ScalarPoint(iteration, value);
  }

  /** The primary key. */
  public record Key(UUID report, long iteration) implements Serializable {}
}
