package io.lamella.cache.contents;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.vertx.core.MultiMap;
import java.util.List;
import java.util.Optional;

/**
 * A request about a version's content whose ticket is good.
 *
 * @param ticket what it may see
 * @param packs where its bytes are read from
 * @param parts the decoded parts of the address behind what is asked for
 */
public record Asked(
    Ticket ticket, PackSource packs, List<String> parts, MultiMap headers, MultiMap query) {
  public Asked {
    parts = List.copyOf(parts);
  }

  public Optional<String> header(String name) {
    return Optional.ofNullable(headers.get(name));
  }

  public Optional<String> query(String name) {
    return Optional.ofNullable(query.get(name));
  }

  /** A path in the query; empty when there is none. */
  public Optional<EntryPath> pathIn(String name) {
    return query(name).filter(path -> !path.isEmpty()).map(EntryPath::of);
  }

  /** The parts as a path in the version. */
  public EntryPath path() {
    if (parts.isEmpty()) {
      throw new InvalidPathException("The address names no path of the version");
    }
    return EntryPath.of(String.join("/", parts));
  }

  /** A number in the query within 1 to {@code max}. */
  public int limit(int otherwise, int max) {
    String text = query("limit").orElse(Integer.toString(otherwise));
    try {
      int limit = Integer.parseInt(text);
      if (limit < 1 || limit > max) {
        throw new LamellaException(ErrorCode.LIMIT_EXCEEDED, "limit is 1 to " + max);
      }
      return limit;
    } catch (NumberFormatException e) {
      throw new LamellaException(ErrorCode.INVALID_REQUEST, "limit is a number: " + text, e);
    }
  }
}
