package io.lamella.contracts.rest;

import io.lamella.contracts.VersionState;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A finalize under way or ended: an operation is (version, epoch).
 *
 * @param id {@code <version id>.<epoch>}
 * @param version id of the version
 * @param epoch epoch that is being sealed
 * @param status {@code running}, {@code done}, {@code failed}, or {@code superseded} by a later
 *     epoch
 * @param state state of the version
 * @param failure why it failed
 * @param started when finalize was asked for
 * @param ended when it ended
 */
public record OperationView(
    String id,
    UUID version,
    long epoch,
    String status,
    VersionState state,
    @Nullable Failure failure,
    Instant started,
    @Nullable Instant ended) {}
