package io.lamella.metadata.intake;

import io.lamella.contracts.rest.IngestSource;
import org.jspecify.annotations.Nullable;

/** Something that an event says is there. */
sealed interface Arrival {
  /** Bytes, as far as the event says; 0 when it does not. */
  long size();

  /**
   * An object, which is the file.
   *
   * @param folder where its name goes; null: it keeps its path
   */
  record Single(Address address, @Nullable String folder, long size) implements Arrival {}

  /** A file that came along. */
  record Content(IngestSource source, long size) implements Arrival {}

  /** Objects that have to be looked up: a prefix, a pattern or a list. */
  record Many(@Nullable Address address, IngestSource source, long size) implements Arrival {}
}
