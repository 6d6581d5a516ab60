package io.lamella.contracts.event;

import io.lamella.contracts.VersionState;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What webhooks and listeners over HTTP are told of a version: a {@link VersionEvent} without where
 * its bytes lie. The CloudEvent type says what happened.
 *
 * @param version id of the version
 * @param dataset id of its dataset
 * @param project its project's path, {@code vision/raw}
 * @param name its dataset's name
 * @param number its version number
 * @param state state after it happened
 * @param epoch epoch after it happened
 * @param digest version digest, 64 hex digits, once sealed
 * @param files number of files, once sealed
 * @param bytes logical bytes, once sealed
 * @param tags tags after it happened
 * @param by who did it
 * @param at when
 */
public record VersionNotice(
    UUID version,
    UUID dataset,
    String project,
    String name,
    String number,
    VersionState state,
    long epoch,
    @Nullable String digest,
    @Nullable Long files,
    @Nullable Long bytes,
    List<String> tags,
    String by,
    Instant at) {
  public VersionNotice {
    tags = List.copyOf(tags);
  }
}
