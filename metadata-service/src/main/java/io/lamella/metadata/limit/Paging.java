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

    /**
     * The page of these rows.
     *
     * @param found how many the database had, one too many when there is a next page; more than
     *     there are rows when some went meanwhile
     */
    public <R> Page<R> page(int found, List<R> rows, Function<R, Cursor> cursor) {
      List<R> items = rows.subList(0, Math.min(size, rows.size()));
      boolean more = found > size && !items.isEmpty();
      return new Page<>(items, more ? cursor.apply(items.get(items.size() - 1)).encode() : null);
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
