package io.lamella.metadata.content;

import io.lamella.contracts.VersionId;
import io.vertx.core.http.HttpMethod;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a version's content, as it stands in a request.
 *
 * @param part what of it: {@code files/} and a path, percent-encoded as it came, {@code files}
 *     where a form goes, {@code tar}, {@code zip} or {@code entries}, or what is made of it: {@code
 *     previews}, {@code preview}, {@code preview/image} or {@code statistics}
 * @param query query as it came, without its question mark; empty when there is none
 */
record ContentAddress(UUID version, String part, String query) {
  /** What changes nothing. */
  static final Set<HttpMethod> READS = set(HttpMethod.GET, HttpMethod.HEAD);

  private static final Set<HttpMethod> FORMS = set(HttpMethod.POST);
  private static final Set<HttpMethod> STREAMS_IN = set(HttpMethod.PUT, HttpMethod.POST);
  private static final Set<HttpMethod> STREAMS =
      set(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.POST);
  private static final Set<HttpMethod> FILES =
      set(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.PUT, HttpMethod.DELETE);

  private static final Pattern FORM =
      Pattern.compile(
          "/v1/versions/([0-9a-fA-F-]{32,36})"
              + "/(files(?:/[^?#]+)?|tar|zip|entries|previews|preview(?:/image)?|statistics)(?:\\?([^#]*))?");

  /** In an order that a sentence can have. */
  private static Set<HttpMethod> set(HttpMethod... methods) {
    return Collections.unmodifiableSet(new LinkedHashSet<>(List.of(methods)));
  }

  /** Reads a raw request target; empty when it is something else. */
  static Optional<ContentAddress> parse(String target) {
    Matcher m = FORM.matcher(target);
    if (!m.matches()) {
      return Optional.empty();
    }
    String query = m.group(3) == null ? "" : m.group(3);
    return VersionId.parse(m.group(1)).map(id -> new ContentAddress(id, m.group(2), query));
  }

  /** Whether it is something made of the content, which can only be read. */
  boolean isPreview() {
    return part.startsWith("preview") || part.equals("statistics");
  }

  /** What can be done with it. */
  Set<HttpMethod> methods() {
    if (isPreview()) {
      return READS;
    }
    return switch (part) {
      case "files" -> FORMS;
      case "zip" -> STREAMS_IN;
      case "tar" -> STREAMS;
      default -> FILES;
    };
  }

  /**
   * Where the bytes are, relative to this server.
   *
   * @param plane {@code contents}, {@code previews} or {@code drafts}
   */
  String location(String plane, String ticket) {
    String rest = query.isEmpty() ? "" : "&" + query;
    return "/v1/" + plane + "/" + version + "/" + part + "?ticket=" + ticket + rest;
  }
}
