package io.lamella.metadata.operation;

import io.quarkus.hibernate.reactive.panache.PanacheEntityBase;
import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.IdClass;
import jakarta.persistence.Table;
import java.io.Serializable;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A finalize: a version and the epoch that it asked to seal. */
@Entity
@Table(name = "operation")
@IdClass(Operation.Key.class)
@SuppressWarnings("NullAway.Init")
public class Operation extends PanacheEntityBase {
  public static final String RUNNING = "running";
  public static final String DONE = "done";
  public static final String FAILED = "failed";
  public static final String SUPERSEDED = "superseded";

  @Id public UUID version;
  @Id public long epoch;
  public String status;

  @Column(name = "failure_code")
  public @Nullable String failureCode;

  @Column(name = "failure_detail")
  public @Nullable String failureDetail;

  public Instant started;

  /** When upload-service was last asked to seal. */
  public Instant asked;

  public @Nullable Instant ended;

  /** The primary key. */
  public record Key(UUID version, long epoch) implements Serializable {}

  /** Ends it, if it has not ended. */
  public void end(String how, @Nullable String code, @Nullable String detail, Instant at) {
    if (status.equals(RUNNING)) {
      status = how;
      failureCode = code;
      failureDetail = detail;
      ended = at;
    }
  }
}
