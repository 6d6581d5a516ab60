package io.lamella.cli.run;

import io.lamella.cli.output.Objects;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.UseView;
import java.util.stream.Stream;

/** Prints uses, a line each. */
final class UseLines {
  private UseLines() {}

  static void print(Session session, Stream<UseView> uses) {
    uses.forEach(
        use ->
            session
                .output()
                .answer(
                    Objects.of(
                        "run", use.run(),
                        "tool", use.tool(),
                        "id", use.version(),
                        "project", use.project(),
                        "name", use.name(),
                        "number", use.number(),
                        "digest", use.digest(),
                        "alias", use.alias(),
                        "overridden", use.overridden(),
                        "portion", use.portion(),
                        "host", use.host(),
                        "by", use.by(),
                        "first", use.first(),
                        "last", use.last(),
                        "times", use.times()),
                    "%s  %s/%s@%s%s%s  %s by %s"
                        .formatted(
                            use.run(),
                            use.project(),
                            use.name(),
                            use.number(),
                            use.alias() == null ? "" : " as " + use.alias(),
                            use.portion() == null ? "" : " (" + use.portion() + ")",
                            use.last(),
                            use.by())));
  }
}
