package io.lamella.content;

import java.io.Closeable;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A sorted sequence read step by step from storage. For one thread. */
public interface Cursor<T> extends Closeable {
  /** The next item, or null after the last one. */
  @Nullable T next() throws IOException;

  /** Lets go of what it reads from; closing twice is harmless. */
  @Override
  default void close() throws IOException {}
}
