package io.lamella.sdk.log;

import static io.lamella.sdk.server.Connection.withJson;

import io.lamella.contracts.rest.AppendLines;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.Page;
import io.lamella.sdk.run.Host;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Pages;
import io.lamella.sdk.server.Query;
import io.lamella.sdk.server.ServerUnavailableException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The text log of a version: what the services say of what happens to it, what commands and methods
 * that change a draft leave, and what anybody else appends, also when it is final. Lines are never
 * changed; of too many the newest are kept.
 */
public final class VersionLog {
  private static final int PAGE = 1_000;
  private static final int LINES = 500;
  private static final int CHARACTERS = 100_000;

  /** As many characters never are more bytes than a line may have. */
  private static final int LINE = 8_192 / 3;

  private static final int LEFT = 2_000;
  private static final Duration MOMENT = Duration.ofSeconds(2);

  private final Connection connection;
  private final UUID version;

  public VersionLog(Connection connection, UUID version) {
    this.connection = connection;
    this.version = version;
  }

  /**
   * Appends what is said, line by line, in order; a line that is too long becomes several.
   *
   * @param source what says it; null: {@code client}
   */
  public void append(@Nullable String source, Stream<String> texts) {
    List<String> lines = new ArrayList<>();
    int[] characters = new int[1];
    texts
        .flatMap(text -> Stream.of(text.split("\\R", -1)))
        .flatMap(line -> pieces(line).stream())
        .forEach(
            line -> {
              if (lines.size() == LINES || characters[0] + line.length() > CHARACTERS) {
                send(source, lines);
                characters[0] = 0;
              }
              lines.add(line);
              characters[0] += line.length();
            });
    if (!lines.isEmpty()) {
      send(source, lines);
    }
  }

  private void send(@Nullable String source, List<String> lines) {
    connection.send(call(source, lines), BodyHandlers.discarding());
    lines.clear();
  }

  private Call call(@Nullable String source, List<String> lines) {
    return withJson(Call.post(address()).once(), new AppendLines(source, lines));
  }

  /** What a line that is not too long consists of, without half a character anywhere. */
  private static List<String> pieces(String line) {
    List<String> pieces = new ArrayList<>();
    int from = 0;
    while (line.length() - from > LINE) {
      int to = from + LINE;
      to -= Character.isHighSurrogate(line.charAt(to - 1)) ? 1 : 0;
      pieces.add(line.substring(from, to));
      from = to;
    }
    pieces.add(line.substring(from));
    return pieces;
  }

  /**
   * What was said, the oldest line that is kept first, page by page as the stream is read.
   *
   * @param after lines with higher numbers; 0: all
   */
  public Stream<LogLine> lines(long after) {
    String first = Long.toString(after);
    return Pages.stream(next -> page(Objects.requireNonNullElse(next, first)));
  }

  private Page<LogLine> page(String after) {
    return connection.page(
        Call.get(new Query(address()).with("after", after).with("limit", PAGE).toString()),
        LogLine.class);
  }

  private String address() {
    return "/v1/versions/" + version + "/log";
  }

  /** Something that is done to a draft. */
  public interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Does it, and leaves a line of how it ended. That costs one short request, which fails nothing
   * and is not tried again.
   *
   * @param source what is done
   * @param outcome what to say of it; empty: nothing
   */
  public <T> T recording(String source, Work<T> work, Function<T, Optional<String>> outcome)
      throws IOException {
    T done;
    try {
      done = work.run();
    } catch (IOException | RuntimeException e) {
      if (!isOfNoUse(e)) {
        leave(source, "failed: " + Objects.requireNonNullElse(e.getMessage(), e.toString()));
      }
      throw e;
    }
    outcome.apply(done).ifPresent(text -> leave(source, text));
    return done;
  }

  /** Whether nobody would hear of it, or nobody has time to say it. */
  private static boolean isOfNoUse(Exception e) {
    return e instanceof ServerUnavailableException
        || e instanceof InterruptedIOException
        || e.getCause() instanceof InterruptedIOException;
  }

  private void leave(String source, String text) {
    String line = text.replaceAll("\\R\\s*", " ");
    String said = line.length() > LEFT ? line.substring(0, LEFT) + "..." : line;
    String host = Host.name(System.getenv()).map(name -> " from " + name).orElse("");
    connection.tell(call(source, List.of(said + host)).timeout(MOMENT));
  }
}
