package io.lamella.sdk.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The head of a server's answer, redirects behind it; its body while it is open. */
final class HttpAnswer implements AutoCloseable {
  private static final int REDIRECTS = 10;
  private static final Set<Integer> LEADS_ON = Set.of(301, 302, 303, 307, 308);
  private static final Set<Integer> PASSES = Set.of(408, 425, 429, 500, 502, 503, 504);
  private static final Pattern RANGE = Pattern.compile("bytes (?:\\*|\\d+-\\d+)/(\\d+)");
  private static final int MAX_TAG = 1024;
  private static final int MAX_PORT = 65_535;

  private final HttpURLConnection connection;
  private final int status;
  private boolean isRead;

  private HttpAnswer(HttpURLConnection connection, int status) {
    this.connection = connection;
    this.status = status;
    this.isRead = connection.getRequestMethod().equals("HEAD");
  }

  /**
   * Asks, and follows where the answer leads.
   *
   * @param range bytes that are asked for; null: all
   * @throws BrokenException when another try may help
   * @throws BadLinkException when it leads nowhere
   */
  static HttpAnswer ask(String method, URI address, @Nullable String range, LinkPatience patience)
      throws IOException {
    URI uri = address;
    for (int leaps = 0; leaps <= REDIRECTS; leaps++) {
      checkHasServer(uri);
      HttpAnswer answer = send(method, uri, range, patience);
      if (!LEADS_ON.contains(answer.status)) {
        return answer;
      }
      answer.close();
      uri = answer.next(uri);
    }
    throw new BadLinkException(address + ": leads on more than " + REDIRECTS + " times");
  }

  /**
   * @throws BadLinkException when it names none
   */
  static void checkHasServer(URI uri) {
    if (uri.getHost() == null || uri.getPort() > MAX_PORT) {
      throw new BadLinkException(uri + ": names no server; write it like https://host/path");
    }
  }

  private static HttpAnswer send(
      String method, URI uri, @Nullable String range, LinkPatience patience) throws IOException {
    HttpURLConnection connection =
        (HttpURLConnection) URI.create(uri.toASCIIString()).toURL().openConnection();
    connection.setRequestMethod(method);
    connection.setInstanceFollowRedirects(false);
    connection.setUseCaches(false);
    connection.setConnectTimeout(Math.toIntExact(patience.connect().toMillis()));
    connection.setReadTimeout(Math.toIntExact(patience.stall().toMillis()));
    connection.setRequestProperty("Accept", "*/*");
    connection.setRequestProperty("Accept-Encoding", "identity");
    connection.setRequestProperty("User-Agent", "lamella");
    if (range != null) {
      connection.setRequestProperty("Range", range);
    }
    int status;
    try {
      status = connection.getResponseCode();
    } catch (IOException e) {
      connection.disconnect();
      throw broken(e, patience);
    }
    HttpAnswer answer = new HttpAnswer(connection, status);
    if (PASSES.contains(status)) {
      answer.close();
      throw new BrokenException("the server answers " + status);
    }
    if (status < 0) {
      answer.close();
      throw new BrokenException("the server's answer is not HTTP");
    }
    return answer;
  }

  static BrokenException broken(IOException e, LinkPatience patience) {
    if (e instanceof SocketTimeoutException) {
      return new BrokenException(
          "nothing came for "
              + patience.stall().toSeconds()
              + " s, or no connection for "
              + patience.connect().toSeconds()
              + " s");
    }
    String message = e.getMessage();
    String kind = e.getClass().getSimpleName();
    return new BrokenException(message == null ? kind : kind + ": " + message);
  }

  private URI next(URI from) {
    String location = connection.getHeaderField("Location");
    URI next;
    try {
      next = from.resolve(location == null ? "" : location);
    } catch (IllegalArgumentException e) {
      throw new BadLinkException(from + ": leads on to what is no address: " + location);
    }
    String scheme = String.valueOf(next.getScheme()).toLowerCase(Locale.ROOT);
    boolean secure = scheme.equals("https");
    if (location == null || !(secure || scheme.equals("http"))) {
      throw new BadLinkException(from + ": leads on to what is not on the web: " + location);
    }
    if ("https".equalsIgnoreCase(from.getScheme()) && !secure) {
      throw new BadLinkException(from + ": leads from https to http, which anybody could forge");
    }
    return next;
  }

  int status() {
    return status;
  }

  /** Bytes of the whole object; -1 when it is not said. */
  long size() {
    String range = connection.getHeaderField("Content-Range");
    if (range != null) {
      Matcher matcher = RANGE.matcher(range);
      return matcher.matches() ? Long.parseLong(matcher.group(1)) : -1;
    }
    return status == 206 ? -1 : connection.getContentLengthLong();
  }

  /** The strong etag, quotes and all, else when the object was changed; null: neither is said. */
  @Nullable String tag() {
    String etag = etag();
    if (etag != null) {
      return etag;
    }
    String modified = connection.getHeaderField("Last-Modified");
    return modified == null || modified.isBlank() || modified.length() > MAX_TAG / 2
        ? null
        : Pin.LAST_MODIFIED + modified.strip();
  }

  private @Nullable String etag() {
    String etag = connection.getHeaderField("ETag");
    if (etag == null || etag.isBlank() || etag.length() > MAX_TAG / 2) {
      return null;
    }
    String stripped = etag.strip();
    if (stripped.startsWith("W/")) {
      return null;
    }
    return stripped.startsWith("\"") ? stripped : '"' + stripped + '"';
  }

  /** What the server says now in place of a tag; null: nothing. */
  @Nullable String like(String tag) {
    String modified = connection.getHeaderField("Last-Modified");
    return !tag.startsWith(Pin.LAST_MODIFIED)
        ? etag()
        : modified == null ? null : Pin.LAST_MODIFIED + modified.strip();
  }

  /** When it was changed, else now. */
  long mtimeNanos() {
    Instant time = Instant.now();
    String modified = connection.getHeaderField("Last-Modified");
    if (modified != null) {
      try {
        time =
            ZonedDateTime.parse(modified.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
      } catch (DateTimeParseException e) {
        // It is a mark and no time then.
        return TimeUnit.SECONDS.toNanos(time.getEpochSecond());
      }
    }
    return TimeUnit.SECONDS.toNanos(time.getEpochSecond());
  }

  /** The body, as it comes. */
  InputStream body() throws IOException {
    return connection.getInputStream();
  }

  /** Its body came to its end: the connection serves for the next question. */
  void wasRead() {
    isRead = true;
  }

  @Override
  public void close() {
    if (!isRead) {
      connection.disconnect();
    }
  }
}
