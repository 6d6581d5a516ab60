package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What came between two closings: one version.
 *
 * @param number of the dataset's windows, from 1
 * @param version id of its version, which is made when those before it have ended
 * @param state {@code open}, {@code closed} (its version is being loaded or sealed), {@code done},
 *     {@code empty} (none of its files could be had, its version is aborted) or {@code failed}
 * @param files files that came
 * @param bytes their bytes, as far as the events say
 * @param since when the first came
 * @param last when the last came
 * @param closedBy {@code files}, {@code bytes}, {@code quiet}, {@code event}, {@code caller},
 *     {@code removal} of the rule or {@code version} (somebody finalized it)
 * @param ended when it was done, or had failed
 * @param detail why it waits or has failed, for people
 */
public record IntakeWindow(
    long number,
    UUID version,
    String state,
    long files,
    long bytes,
    Instant since,
    Instant last,
    @Nullable String closedBy,
    @Nullable Instant ended,
    @Nullable String detail) {}
