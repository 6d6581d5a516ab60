package io.lamella.contracts.rest;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Stored bytes on their way from one store to another. Everything can be read and written
 * meanwhile; new bytes go to the new store.
 *
 * @param id id
 * @param state {@code running} or {@code done}
 * @param from URI of the store that they leave
 * @param to URI of the store that they come to
 * @param keep they stay in the former one as well
 * @param datasets datasets whose versions have their bytes there, {@code vision/raw/frames}: those
 *     that share chunks go together
 * @param packs stored objects
 * @param moved of these, how many are there
 * @param bytes bytes of the stored objects
 * @param movedBytes of these, how many are there
 * @param problem why some are not there yet, though they were tried; null: nothing is wrong
 * @param askedBy who asked for it
 * @param asked when
 * @param ended when the last one was there; null: it is not
 */
public record MigrationView(
    UUID id,
    String state,
    String from,
    String to,
    boolean keep,
    List<String> datasets,
    long packs,
    long moved,
    long bytes,
    long movedBytes,
    @Nullable String problem,
    String askedBy,
    Instant asked,
    @Nullable Instant ended) {
  public MigrationView {
    datasets = List.copyOf(datasets);
  }
}
