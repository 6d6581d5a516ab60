package io.lamella.bench.growth;

import com.fasterxml.jackson.databind.JsonNode;
import io.lamella.bench.BenchFailedException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;

/** An ingest that has come to its end. */
final class Asked {
  private static final Duration LOOK_AGAIN = Duration.ofMillis(10);

  private final JsonNode end;

  private Asked(JsonNode end) {
    this.end = end;
  }

  /** Asks for the next version of a dataset, and waits until it is FINAL. */
  static Asked of(Api api, String dataset, Map<String, ?> source) throws IOException {
    JsonNode asked =
        api.post(
            "/v1/ingests",
            Map.of(
                "target",
                Map.of("project", "growth", "dataset", dataset),
                "sources",
                List.of(source)));
    String place = "/v1/ingests/" + asked.path("id").asText();
    JsonNode now = asked;
    while (now.path("ended").isMissingNode() || now.path("ended").isNull()) {
      LockSupport.parkNanos(LOOK_AGAIN.toNanos());
      now = api.get(place);
    }
    if (!now.path("state").asText().equals("done")) {
      throw new BenchFailedException("an ingest ended like this: " + now);
    }
    return new Asked(now);
  }

  long files() {
    return end.path("counts").path("doneFiles").asLong();
  }

  /** From the request to the end, as the service noted them. */
  double seconds() {
    return between("created", "ended");
  }

  double filesPerSecond() {
    return files() / seconds();
  }

  private double between(String from, String to) {
    Instant begun = Instant.parse(end.path(from).asText());
    return Duration.between(begun, Instant.parse(end.path(to).asText())).toNanos() / 1e9;
  }
}
