package io.lamella.metadata.operation;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.OperationView;
import io.smallrye.mutiny.Multi;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.RowSet;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finalizes under way or ended. Reads with one statement each, outside of any session. */
@ApplicationScoped
public class Operations {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(500);
  private static final String SELECT =
      "SELECT o.version, o.epoch, o.status, v.state, o.failure_code, o.failure_detail, o.started,"
          + " o.ended FROM operation o JOIN version v ON v.id = o.version WHERE o.version = $1";
  private static final String ONE = SELECT + " AND o.epoch = $2";
  private static final String LATEST = SELECT + " ORDER BY o.epoch DESC LIMIT 1";

  private final Pool pool;
  private final Changes changes;

  @Inject
  Operations(Pool pool, Changes changes) {
    this.pool = pool;
    this.changes = changes;
  }

  /**
   * The operation.
   *
   * @throws LamellaException {@code operation-not-found}
   */
  public Uni<OperationView> read(OperationId id) {
    return pool.preparedQuery(ONE)
        .execute(Tuple.of(id.version(), id.epoch()))
        .map(rows -> first(rows, id.toString()));
  }

  /** The version's last operation. */
  public Uni<OperationView> latest(UUID version) {
    return pool.preparedQuery(LATEST)
        .execute(Tuple.of(version))
        .map(rows -> first(rows, version.toString()));
  }

  /**
   * The operation now and whenever it is found changed, until it has ended. A change in this
   * process is seen at once, one in another process within half a second.
   */
  public Multi<OperationView> watch(OperationId id) {
    Multi<UUID> ticks =
        Multi.createFrom().ticks().every(LOOK_AGAIN).onOverflow().drop().map(tick -> id.version());
    Multi<UUID> again = Multi.createBy().merging().streams(ticks, changes.of(id.version()));
    return again
        .onItem()
        .transformToUniAndConcatenate(signal -> read(id))
        .skip()
        .repetitions()
        .onItem()
        .transformToMultiAndConcatenate(Operations::andEnd)
        .select()
        .first(Optional::isPresent)
        .map(Optional::get);
  }

  /** The operation, and after the last one a mark that there is no more. */
  private static Multi<Optional<OperationView>> andEnd(OperationView operation) {
    return Multi.createFrom()
        .items(
            operation.ended() == null
                ? Stream.of(Optional.of(operation))
                : Stream.of(Optional.of(operation), Optional.empty()));
  }

  private static OperationView first(RowSet<Row> rows, String name) {
    if (rows.size() == 0) {
      throw new LamellaException(
          ErrorCode.OPERATION_NOT_FOUND,
          "there is no operation " + name + "; finalize a version to begin one");
    }
    return view(rows.iterator().next());
  }

  private static OperationView view(Row row) {
    UUID version = row.getUUID(0);
    long epoch = row.getLong(1);
    String code = row.getString(4);
    return new OperationView(
        new OperationId(version, epoch).toString(),
        version,
        epoch,
        row.getString(2),
        VersionState.valueOf(row.getString(3)),
        code == null ? null : new Failure(code, Objects.requireNonNullElse(row.getString(5), "")),
        row.getOffsetDateTime(6).toInstant(),
        instant(row.getOffsetDateTime(7)));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }
}
