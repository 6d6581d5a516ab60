package io.lamella.upload.source;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** What a source names, one after the other, in an order that the next listing has too. */
public interface Listing extends AutoCloseable {
  /** The next object, wanted or not; null after the last. */
  @Nullable Found next() throws IOException;

  /** Whether an object is wanted: who passes many others by can still say where it stands. */
  default boolean wants(Found found) {
    return true;
  }

  /** Where the listing stands: what {@link Sources#list} goes on behind. */
  String position();

  @Override
  default void close() throws IOException {}
}
