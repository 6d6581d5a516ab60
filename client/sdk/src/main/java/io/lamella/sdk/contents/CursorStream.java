package io.lamella.sdk.contents;

import io.lamella.content.Cursor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** A cursor as a stream: read as the stream is, closed with it. */
public final class CursorStream {
  private CursorStream() {}

  /** Reading it throws {@link UncheckedIOException} where the cursor fails. */
  public static <T> Stream<T> of(Cursor<T> cursor) {
    Spliterator<T> items =
        new Spliterators.AbstractSpliterator<>(
            Long.MAX_VALUE, Spliterator.ORDERED | Spliterator.NONNULL) {
          @Override
          public boolean tryAdvance(Consumer<? super T> action) {
            T item = next(cursor);
            if (item == null) {
              return false;
            }
            action.accept(item);
            return true;
          }
        };
    return StreamSupport.stream(items, false).onClose(() -> close(cursor));
  }

  private static <T> @Nullable T next(Cursor<T> cursor) {
    try {
      return cursor.next();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void close(Cursor<?> cursor) {
    try {
      cursor.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
