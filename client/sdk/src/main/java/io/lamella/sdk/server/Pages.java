package io.lamella.sdk.server;

import io.lamella.contracts.rest.Page;
import java.util.Objects;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads a listing page by page. */
public final class Pages {
  private Pages() {}

  /** All rows; a page is asked for when the one before it is used up. */
  public static <T> Stream<T> stream(Function<@Nullable String, Page<T>> read) {
    return Stream.iterate(
            read.apply(null),
            Objects::nonNull,
            page -> page.next() == null ? null : read.apply(page.next()))
        .flatMap(page -> page.items().stream());
  }
}
