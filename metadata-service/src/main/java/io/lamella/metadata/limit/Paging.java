package io.lamella.metadata.limit;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Pages of listings: how long they may be, and where the next one begins. */
@ApplicationScoped
public class Paging {
  private final Limits limits;

  @Inject
  public Paging(Limits limits) {
    this.limits = limits;
  }

  /**
   * The page asked for.
   *
   * @param after where it begins; null: at the beginning
   * @param size most rows of it
   */
  public record Wanted(@Nullable Cursor after, int size) {
    /** Rows to ask the database for: one more tells whether there is a next page. */
    public int rows() {
      return size + 1;
    }

    /** The page of these rows, of which there is one too many when there is a next page. */
    public <R> Page<R> page(List<R> rows, Function<R, Cursor> cursor) {
      boolean more = rows.size() > size;
      return more
          ? new Page<>(rows.subList(0, size), cursor.apply(rows.get(size - 1)).encode())
          : new Page<>(rows, null);
    }
  }

  /** Reads the query parameters {@code after} and {@code limit}. */
  public Wanted wanted(@Nullable String after, @Nullable String limit, int cursorParts) {
    int size = limit == null ? limits.defaultPageSize() : number(limit);
    if (size > limits.pageSize()) {
      throw new LamellaException(
          ErrorCode.LIMIT_EXCEEDED, "a page may have " + limits.pageSize() + " rows, not " + limit);
    }
    return new Wanted(after == null ? null : Cursor.decode(after, cursorParts), size);
  }

  private static int number(String limit) {
    try {
      int size = Integer.parseInt(limit);
      if (size > 0) {
        return size;
      }
    } catch (NumberFormatException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "limit is a number of rows, not " + limit, e);
    }
    throw new LamellaException(ErrorCode.INVALID_REQUEST, "limit is a number of rows, from 1");
  }
}
