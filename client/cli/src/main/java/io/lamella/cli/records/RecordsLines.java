package io.lamella.cli.records;

import io.lamella.cli.output.Objects;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.RecordsView;
import io.lamella.contracts.rest.SetRecords;
import java.util.Comparator;
import java.util.stream.Collectors;

/** What is collected, and how that stands, as two lines or three. */
final class RecordsLines {
  private RecordsLines() {}

  static void print(Output output, RecordsView view) {
    output.answer(
        Objects.of(
            "project", view.project(),
            "name", view.name(),
            "topic", view.topic(),
            "partitions", view.partitions(),
            "start", view.start(),
            "close", Objects.of("records", view.close().records(), "every", view.close().every()),
            "fileRecords", view.fileRecords(),
            "zstd", view.zstd(),
            "valuesOnly", view.valuesOnly(),
            "path", view.path(),
            "publish", view.publish(),
            "state", view.state(),
            "failure", view.failure(),
            "next", view.next(),
            "lag", view.lag(),
            "ingest", view.ingest(),
            "version", view.version(),
            "number", view.number(),
            "by", view.by(),
            "at", view.at()),
        "%s/%s  collects %s, %s  set %s by %s%n%s, %s behind%s%s%s"
            .formatted(
                view.project(),
                view.name(),
                view.topic(),
                closed(view.close()),
                view.at(),
                view.by(),
                view.state(),
                Sizes.count(view.lag(), "record"),
                view.number() == null ? "" : ", last version " + view.number(),
                view.next().isEmpty() ? "" : ", next " + next(view),
                view.failure() == null ? "" : System.lineSeparator() + view.failure().detail()));
  }

  private static String closed(SetRecords.Close close) {
    if (close.every() == null) {
      return "a version of " + close.records();
    }
    return close.records() == null
        ? "a version every " + close.every()
        : "a version of " + close.records() + " or every " + close.every();
  }

  private static String next(RecordsView view) {
    return view.next().entrySet().stream()
        .sorted(Comparator.comparingInt(each -> Integer.parseInt(each.getKey())))
        .map(each -> each.getKey() + ":" + each.getValue())
        .collect(Collectors.joining(" "));
  }
}
