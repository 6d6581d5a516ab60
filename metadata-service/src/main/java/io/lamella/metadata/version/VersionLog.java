package io.lamella.metadata.version;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.AppendLines;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.Page;
import io.lamella.metadata.console.Console;
import io.lamella.metadata.console.ConsoleConfig;
import io.lamella.metadata.console.Said;
import io.lamella.metadata.limit.Rules;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import org.hibernate.reactive.mutiny.Mutiny;
import org.jspecify.annotations.Nullable;

/** What clients say about the making of a version, and reading all that was said. */
@ApplicationScoped
public class VersionLog {
  private static final int LINES = 1_000;
  private static final int LENGTH = 255;

  private final Catalog catalog;
  private final Console console;
  private final Rules rules;
  private final int lineBytes;

  @Inject
  VersionLog(Catalog catalog, Console console, Rules rules, ConsoleConfig config) {
    this.catalog = catalog;
    this.console = console;
    this.rules = rules;
    this.lineBytes = config.lineBytes();
  }

  /**
   * Appends lines, all or none.
   *
   * @param key under the same one they are said once
   * @throws LamellaException {@code version-not-found}, {@code wrong-state} of a version in the
   *     trash, {@code limit-exceeded}
   */
  Uni<Void> append(UUID id, AppendLines wish, @Nullable String key, String by) {
    Said said = new Said(Transitions.now(), by, source(wish.source()), lines(wish.lines()));
    if (key != null) {
      rules.within("an Idempotency-Key", key.length(), LENGTH, "characters");
    }
    return Panache.withTransaction(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        catalog
                            .hold(session, id)
                            .chain(() -> console.append(session, List.of(id), said, key))));
  }

  private String source(@Nullable String source) {
    if (source == null || source.isBlank()) {
      return "client";
    }
    rules.within("a source", source.length(), LENGTH, "characters");
    if (source.equals(Said.SERVICE)) {
      throw Rules.invalid("the services alone are \"" + Said.SERVICE + "\": name another source");
    }
    if (source.chars().anyMatch(Character::isISOControl)) {
      throw Rules.invalid("a source has no control characters");
    }
    return source;
  }

  private List<String> lines(List<String> texts) {
    List<String> lines = texts.stream().flatMap(Said::split).toList();
    rules.within("a request", lines.size(), LINES, "lines");
    for (String line : lines) {
      rules.within("a line", line.getBytes(StandardCharsets.UTF_8).length, lineBytes, "bytes");
      rules.storable("a line", line);
    }
    return lines;
  }

  /**
   * Lines of a version, also of one in the trash.
   *
   * @throws LamellaException {@code version-not-found}
   */
  Uni<Page<LogLine>> page(Mutiny.Session session, UUID id, long after, int most) {
    return catalog.load(session, id).chain(() -> console.page(session, id, after, most));
  }
}
