package io.lamella.cli.event;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.VersionNotice;
import io.lamella.sdk.event.EventFeed;
import io.lamella.sdk.event.EventQuery;
import io.lamella.sdk.event.SeenEvent;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Prints events as they come. */
@Command(
    name = "tail",
    description = {
      "Print what happens to versions as it happens, until it is interrupted.",
      "A server that goes away is waited for; nothing is missed or said twice."
    },
    footer = {
      "",
      "Example:",
      "  lamella events tail --project vision --type finalized published",
      "  lamella events tail --dataset vision/frames --since 2h -n 10 --json"
    })
public final class EventsTailCommand extends LamellaCommand {
  @Mixin private final EventOptions options = new EventOptions();

  @Option(names = "--from-beginning", description = "First all that is kept (7 days by default).")
  boolean fromBeginning;

  @Option(
      names = "--since",
      paramLabel = "TIME",
      description = "First what came since: 2026-11-27T08:00:00Z, or 30m, 2h, 7d ago.")
  @Nullable String since;

  @Option(
      names = "--after",
      paramLabel = "PLACE",
      description = "First what came after the event with this place.")
  @Nullable String after;

  @Option(
      names = {"-n", "--number"},
      paramLabel = "N",
      description = "End after so many events.")
  @Nullable Long number;

  @Override
  protected int run(Session session) {
    Output output = session.output();
    long left = number == null ? Long.MAX_VALUE : number;
    try (EventFeed feed = session.client().events().follow(query(), output::note)) {
      for (; left > 0; left--) {
        SeenEvent seen = feed.next();
        if (seen == null) {
          break;
        }
        print(output, seen);
        if (!output.isRead()) {
          break;
        }
      }
    }
    return 0;
  }

  private EventQuery query() {
    if ((fromBeginning ? 1 : 0) + (since == null ? 0 : 1) + (after == null ? 0 : 1) > 1) {
      throw new UsageException("say one of --from-beginning, --since and --after");
    }
    if (number != null && number < 1) {
      throw new UsageException("-n is a number of events, from 1");
    }
    return new EventQuery(
        options.project(),
        options.dataset(),
        options.types(),
        options.tags(),
        since == null ? null : Since.parse(since, Instant.now()),
        fromBeginning ? EventQuery.BEGINNING : after);
  }

  private static void print(Output output, SeenEvent seen) {
    VersionNotice data = seen.event().data();
    if (data == null) {
      return;
    }
    String type = EventType.brief(seen.event().type());
    output.answer(
        Objects.of(
            "event", seen.event().id(),
            "place", seen.place(),
            "type", type,
            "time", data.at(),
            "id", data.version(),
            "dataset", data.dataset(),
            "project", data.project(),
            "name", data.name(),
            "number", data.number(),
            "state", data.state(),
            "digest", data.digest(),
            "files", data.files(),
            "bytes", data.bytes(),
            "tags", data.tags(),
            "by", data.by()),
        "%s  %-10s  %s/%s@%s  by %s"
            .formatted(data.at(), type, data.project(), data.name(), data.number(), data.by()));
  }
}
