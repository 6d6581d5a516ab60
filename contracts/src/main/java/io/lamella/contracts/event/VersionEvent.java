package io.lamella.contracts.event;

import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.ticket.Ticket;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Something happened to a version; the CloudEvent type says what.
 *
 * @param version id of the version
 * @param dataset id of its dataset
 * @param project its project's path, {@code vision/raw}
 * @param name its dataset's name
 * @param number its version number
 * @param state state after it happened
 * @param epoch epoch after it happened
 * @param digest version digest, 64 hex digits, once sealed
 * @param root where the manifest lies, once sealed
 * @param domains where bytes of the manifest may lie, once sealed; the version's own domain first
 * @param files number of files, once sealed
 * @param bytes logical bytes, once sealed
 * @param tags tags after it happened
 * @param by who did it
 * @param at when
 */
public record VersionEvent(
    UUID version,
    UUID dataset,
    String project,
    String name,
    String number,
    VersionState state,
    long epoch,
    @Nullable String digest,
    @Nullable RootRef root,
    List<Ticket.Domain> domains,
    @Nullable Long files,
    @Nullable Long bytes,
    List<String> tags,
    String by,
    Instant at) {
  public VersionEvent {
    domains = List.copyOf(domains);
    tags = List.copyOf(tags);
  }
}
