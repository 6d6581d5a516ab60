package io.lamella.upload.source;

import io.lamella.upload.UploadConfig;
import io.lamella.upload.transfer.Workers;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What lies behind {@code http:} and {@code https:}. Each redirect is looked at as if asked for.
 */
@Singleton
final class HttpSource {
  private static final int REDIRECTS = 5;
  private static final Duration CONNECT = Duration.ofSeconds(10);

  private final SourceRules rules;
  private final Duration stall;
  private final ScheduledExecutorService timer =
      Executors.newSingleThreadScheduledExecutor(Workers.named("source-timer"));

  private @Nullable HttpClient client;

  @Inject
  HttpSource(SourceRules rules, UploadConfig config) {
    this.rules = rules;
    this.stall = config.ingest().stall();
  }

  /** Made when it is first wanted, since it reads the authorities of this machine. */
  private synchronized HttpClient client() {
    if (client == null) {
      client =
          HttpClient.newBuilder()
              .followRedirects(HttpClient.Redirect.NEVER)
              .connectTimeout(CONNECT)
              .build();
    }
    return client;
  }

  @PreDestroy
  void stop() {
    timer.shutdownNow();
  }

  Opened open(SourceAddress address) throws IOException {
    return ask(address, "GET", null);
  }

  /** Opens a range of what says what it is. */
  Opened open(SourceAddress address, Slice slice) throws IOException {
    return ask(address, "GET", slice);
  }

  /** What is told of an object without its bytes. */
  Opened look(SourceAddress address) throws IOException {
    return ask(address, "HEAD", null);
  }

  private Opened ask(SourceAddress address, String method, @Nullable Slice slice)
      throws IOException {
    SourceAddress at = address;
    for (int hop = 0; hop <= REDIRECTS; hop++) {
      HttpResponse<InputStream> response = send(at, method, slice);
      int status = response.statusCode();
      if (slice == null && status == 200) {
        return opened(response, at);
      }
      if (slice != null && status == 206 && begins(response, slice)) {
        return ranged(response, at, slice);
      }
      response.body().close();
      if (slice != null && (status / 100 == 2 || status == 416)) {
        throw Slice.changed(at.text());
      }
      if (status / 100 != 3 || response.headers().firstValue("Location").isEmpty()) {
        throw failure(status, at);
      }
      at = SourceAddress.of(target(at, response.headers().firstValue("Location").orElseThrow()));
      if (!at.isHttp()) {
        throw SourceException.refused(at.text());
      }
      rules.require(at);
    }
    throw SourceException.unreadable(
        address.text() + ": it leads on more than " + REDIRECTS + " times");
  }

  private static String target(SourceAddress from, String location) throws SourceException {
    try {
      return URI.create(from.text()).resolve(location).toString();
    } catch (IllegalArgumentException e) {
      throw SourceException.unreadable(from.text() + ": it leads on to what is no address");
    }
  }

  private HttpResponse<InputStream> send(
      SourceAddress address, String method, @Nullable Slice slice) throws IOException {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(address.text()))
              .timeout(stall)
              .method(method, HttpRequest.BodyPublishers.noBody());
      if (slice != null) {
        request.header(
            "Range", "bytes=" + slice.from() + "-" + (slice.from() + slice.length() - 1));
        request.header("If-Range", String.valueOf(slice.etag()));
      }
      return client().send(request.build(), HttpResponse.BodyHandlers.ofInputStream());
    } catch (IllegalArgumentException e) {
      throw SourceException.unreadable(
          address.text() + ": no address; what has a meaning in one is percent-encoded");
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("interrupted");
    } catch (IOException e) {
      throw SourceException.passing(
          address.text() + ": its server cannot be reached (" + reason(e) + ")");
    }
  }

  private static String reason(IOException e) {
    String message = e.getMessage();
    return message == null ? e.getClass().getSimpleName() : message;
  }

  private Opened opened(HttpResponse<InputStream> response, SourceAddress address) {
    var headers = response.headers();
    String etag = headers.firstValue("ETag").orElse(null);
    return new Opened(
        new Body(response.body(), address.text()),
        headers.firstValueAsLong("Content-Length").orElse(-1),
        etag,
        headers.firstValue("Last-Modified").map(HttpSource::time).orElse(null),
        0644,
        etag != null
            && !etag.startsWith("W/")
            && headers.firstValue("Accept-Ranges").orElse("").equals("bytes"));
  }

  private Opened ranged(HttpResponse<InputStream> response, SourceAddress address, Slice slice) {
    return new Opened(
        new Body(response.body(), address.text()),
        slice.size(),
        slice.etag(),
        slice.modified(),
        0644,
        true);
  }

  private static boolean begins(HttpResponse<InputStream> response, Slice slice) {
    return response
        .headers()
        .firstValue("Content-Range")
        .orElse("")
        .equals(
            "bytes %d-%d/%d"
                .formatted(slice.from(), slice.from() + slice.length() - 1, slice.size()));
  }

  private static @Nullable Instant time(String text) {
    try {
      return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
    } catch (DateTimeException e) {
      return null;
    }
  }

  private static SourceException failure(int status, SourceAddress address) {
    String message = address.text() + ": its server answers " + status;
    if (status == 404 || status == 410) {
      return SourceException.missing(message);
    }
    return status == 408 || status == 425 || status == 429 || status >= 500
        ? SourceException.passing(message)
        : SourceException.unreadable(message);
  }

  /** A body that is given up when nothing of it comes for too long. */
  private final class Body extends FilterInputStream {
    private final String uri;
    private volatile boolean stalled;

    Body(InputStream body, String uri) {
      super(body);
      this.uri = uri;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int from, int length) throws IOException {
      ScheduledFuture<?> end =
          timer.schedule(this::giveUp, stall.toMillis(), TimeUnit.MILLISECONDS);
      try {
        return in.read(target, from, length);
      } catch (IOException e) {
        throw SourceException.passing(
            stalled
                ? uri + ": nothing came for " + stall.toSeconds() + " s"
                : uri + ": it was cut off (" + reason(e) + ")");
      } finally {
        end.cancel(false);
      }
    }

    private void giveUp() {
      stalled = true;
      try {
        in.close();
      } catch (IOException e) {
        // The reader finds out.
      }
    }
  }
}
