package io.lamella.cli.ingest;

import com.fasterxml.jackson.core.type.TypeReference;
import io.lamella.cli.output.Output;
import io.lamella.cli.output.Printable;
import io.lamella.cli.output.Sizes;
import io.lamella.contracts.rest.Failure;
import io.lamella.contracts.rest.IngestCounts;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestView;
import io.lamella.sdk.server.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says how an ingest stands and how it ended. */
final class IngestLines {
  private static final TypeReference<LinkedHashMap<String, @Nullable Object>> OBJECT =
      new TypeReference<>() {};

  /** So many misses are told to people one by one. */
  private static final int TOLD = 20;

  private IngestLines() {}

  /** All that the server says of it. */
  static Map<String, @Nullable Object> object(IngestView ingest) {
    return Json.MAPPER.convertValue(ingest, OBJECT);
  }

  /** How it stands, in a line. */
  static String standing(IngestView ingest) {
    return "the ingest " + ingest.id() + " is " + ingest.state() + ": " + progress(ingest);
  }

  /** How far it has come. */
  static String progress(IngestView ingest) {
    IngestCounts counts = ingest.counts();
    String more = counts.planned() ? "" : " or more";
    StringBuilder text = new StringBuilder();
    text.append(
        "%d/%d%s files, %s of %s"
            .formatted(
                counts.doneFiles(),
                counts.files(),
                more,
                Sizes.bytes(counts.doneBytes()),
                Sizes.bytes(counts.bytes())));
    if (counts.failedFiles() > 0) {
      text.append(", ").append(counts.failedFiles()).append(" failed");
    }
    if (ingest.bytesPerSecond() != null) {
      text.append(", ").append(Sizes.bytes(ingest.bytesPerSecond())).append("/s");
    }
    if (ingest.secondsLeft() != null) {
      text.append(", ").append(Sizes.time(Duration.ofSeconds(ingest.secondsLeft())));
      text.append(" left");
    }
    return text.toString();
  }

  /** Says how it ended, and names what could not be had. */
  static void end(Output output, IngestView ingest) {
    if (ingest.state().equals("done") && ingest.failed().isEmpty()) {
      output.report(object(ingest), end(ingest));
    } else {
      output.answer(object(ingest), end(ingest));
    }
  }

  static String end(IngestView ingest) {
    return switch (ingest.state()) {
      case "done" -> done(ingest) + misses(ingest);
      case "cancelled" -> "the ingest " + ingest.id() + " was cancelled" + misses(ingest);
      default ->
          failed(ingest) + misses(ingest) + "\ntry again: lamella ingest --retry " + ingest.id();
    };
  }

  private static String done(IngestView ingest) {
    IngestCounts counts = ingest.counts();
    return "%s is %s: took %s, %s%s"
        .formatted(
            name(ingest),
            ingest.versionState(),
            Sizes.count(counts.doneFiles(), "file"),
            Sizes.bytes(counts.doneBytes()),
            ingest.digest() == null ? "" : ", digest " + ingest.digest());
  }

  private static String failed(IngestView ingest) {
    Failure failure = ingest.failure();
    return "the ingest "
        + ingest.id()
        + " failed"
        + (failure == null
            ? ""
            : ": " + Printable.of(failure.detail()) + " (" + failure.code() + ")");
  }

  private static String name(IngestView ingest) {
    return ingest.name() == null
        ? "version " + ingest.version()
        : ingest.project() + "/" + ingest.name() + "@" + ingest.number();
  }

  private static String misses(IngestView ingest) {
    List<IngestMiss> failed = ingest.failed();
    int told = Math.min(TOLD, failed.size());
    StringBuilder text = new StringBuilder();
    for (IngestMiss miss : failed.subList(0, told)) {
      text.append("\n  ").append(Printable.of(line(miss)));
    }
    long more = Math.max(failed.size(), ingest.counts().failedFiles()) - told;
    if (told > 0 && more > 0) {
      text.append("\n  and ").append(more).append(" more");
    }
    return text.toString();
  }

  private static String line(IngestMiss miss) {
    String where = miss.detail().contains(miss.uri()) ? "" : miss.uri() + ": ";
    String path = miss.path().isEmpty() ? "" : miss.path() + ": ";
    return miss.code() + " " + path + where + miss.detail();
  }
}
