package io.lamella.metadata.console;

import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.Page;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/**
 * Keeps what is said about the making of versions. Whoever appends holds the version's row, so that
 * lines become visible in the order of their numbers, and who has read one has read all before it.
 * A service appends in the transaction of what it speaks of.
 */
@ApplicationScoped
public class Console {
  /** The lines follow a line break each, so that a single empty one is a line too. */
  private static final String APPEND =
      """
      WITH appended AS (
        INSERT INTO console_line (version, number, at, by, source, text, key)
        SELECT v.id, last.number + t.place - 1, CAST(CAST(:at AS text) AS timestamptz), :by,
          :source, t.line, CASE WHEN t.place = 2 THEN NULLIF(:key, '') END
        FROM unnest(CAST(string_to_array(:ids, ',') AS uuid[])) AS v(id)
        CROSS JOIN LATERAL (
          SELECT coalesce(max(c.number), 0) AS number FROM console_line c WHERE c.version = v.id
        ) AS last
        CROSS JOIN unnest(string_to_array(:lines, chr(10))) WITH ORDINALITY AS t(line, place)
        WHERE t.place > 1
          AND NOT EXISTS (SELECT FROM console_line c WHERE c.version = v.id AND c.key = :key)
        RETURNING version, number),
      newest AS (SELECT version, max(number) AS number FROM appended GROUP BY version)
      DELETE FROM console_line c USING newest n
      WHERE c.version = n.version AND c.number <= n.number - :keep
      """;

  private static final String OF_VERSION =
      "select new io.lamella.contracts.rest.LogLine(c.number, c.at, c.by, c.source, c.text)"
          + " from ConsoleLine c where c.version = :version and c.number > :after"
          + " order by c.number";

  private final int kept;
  private final int lineBytes;

  @Inject
  Console(ConsoleConfig config) {
    this.kept = config.lines();
    this.lineBytes = config.lineBytes();
  }

  /** A service says something of a version whose row its transaction has changed and flushed. */
  public Uni<Void> append(Mutiny.Session session, UUID version, Said said) {
    return append(session, List.of(version), said, null);
  }

  /**
   * The same is said of each of the versions, whose rows the transaction holds.
   *
   * @param key of the request; under the same key it is said once
   */
  public Uni<Void> append(
      Mutiny.Session session, Collection<UUID> versions, Said said, @Nullable String key) {
    if (versions.isEmpty()) {
      return Uni.createFrom().voidItem();
    }
    String ids = versions.stream().map(UUID::toString).collect(Collectors.joining(","));
    String lines =
        said.lines().stream()
            .map(line -> "\n" + (said.source().equals(Said.SERVICE) ? cut(line) : line))
            .collect(Collectors.joining());
    return session
        .createNativeQuery(APPEND)
        .setParameter("ids", ids)
        .setParameter("at", said.at().toString())
        .setParameter("by", said.by())
        .setParameter("source", said.source())
        .setParameter("key", Objects.requireNonNullElse(key, ""))
        .setParameter("lines", lines)
        .setParameter("keep", kept)
        .executeUpdate()
        .replaceWithVoid();
  }

  /** What a service has to say is said as far as there is room, without half a character. */
  private String cut(String line) {
    if (bytes(line) <= lineBytes) {
      return line;
    }
    int end = Math.min(line.length(), lineBytes);
    while (bytes(line.substring(0, end)) > lineBytes
        || Character.isHighSurrogate(line.charAt(end - 1))) {
      end--;
    }
    return line.substring(0, end);
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length;
  }

  /**
   * Lines of a version, the oldest that is kept first.
   *
   * @param after those with higher numbers
   * @param most rows of the page; its {@code next} is the number of its last line when there are
   *     more
   */
  public Uni<Page<LogLine>> page(Mutiny.Session session, UUID version, long after, int most) {
    return session
        .createQuery(OF_VERSION, LogLine.class)
        .setParameter("version", version)
        .setParameter("after", after)
        .setMaxResults(most + 1)
        .getResultList()
        .map(
            found -> {
              List<LogLine> lines = found.subList(0, Math.min(most, found.size()));
              boolean more = found.size() > most;
              return new Page<>(
                  lines, more ? Long.toString(lines.get(lines.size() - 1).number()) : null);
            });
  }
}
