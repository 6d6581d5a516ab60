package io.lamella.metadata.content;

import io.lamella.contracts.VersionId;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a version's content, as it stands in a request.
 *
 * @param part what of it: {@code files/} and a path, percent-encoded as it came, {@code tar} or
 *     {@code entries}, or what is made of it: {@code previews}, {@code preview}, {@code
 *     preview/image} or {@code statistics}
 * @param query query as it came, without its question mark; empty when there is none
 */
record ContentAddress(UUID version, String part, String query) {
  private static final Pattern FORM =
      Pattern.compile(
          "/v1/versions/([0-9a-fA-F-]{32,36})"
              + "/(files/[^?#]+|tar|entries|previews|preview(?:/image)?|statistics)(?:\\?([^#]*))?");

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
