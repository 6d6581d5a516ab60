package io.lamella.metadata.report;

import io.lamella.contracts.rest.ReportMedia;
import io.lamella.contracts.rest.ReportView;
import io.lamella.contracts.rest.ScalarPoint;
import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.hibernate.annotations.JdbcTypeCode;
import org.hibernate.type.SqlTypes;
import org.jspecify.annotations.Nullable;

/** A report on a version, without the bytes of its file and the points of its series. */
@Entity
@Table(name = "report")
@SuppressWarnings("NullAway.Init")
public class Report extends PanacheEntityBase {
  @Id public UUID id;
  public UUID version;
  public String kind;
  public String title;
  public String series;

  /** Of a scalar 0: its points have their own. */
  public long iteration;

  public Instant at;
  public String by;

  @JdbcTypeCode(SqlTypes.JSON)
  public @Nullable Body body;

  /** Name of its file. */
  public @Nullable String name;

  /** Media type of its file. */
  public @Nullable String type;

  /** Bytes of its file. */
  public long bytes;

  /**
   * @param points by iteration
   */
  ReportView view(List<ScalarPoint> points) {
    boolean isScalar = kind.equals(ReportKind.SCALAR.word());
    return new ReportView(
        id,
        kind,
        title,
        series,
        points.isEmpty() ? iteration : points.get(points.size() - 1).iteration(),
        at,
        by,
        body == null ? null : body.table(),
        body == null ? null : body.histogram(),
        isScalar ? points : null,
        type == null ? null : new ReportMedia(name, type, bytes));
  }
}
