package io.lamella.metadata.file;

import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The address of a file in a version, as it stands in a request.
 *
 * @param path path of the file, percent-encoded as it came
 * @param query query as it came, without its question mark; empty when there is none
 */
record FileAddress(UUID version, String path, String query) {
  private static final Pattern FORM =
      Pattern.compile(
          "/v1/versions/([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})/files/([^?#]+)"
              + "(?:\\?([^#]*))?");

  /** Reads a raw request target; empty when it is something else. */
  static Optional<FileAddress> parse(String target) {
    Matcher m = FORM.matcher(target);
    if (!m.matches()) {
      return Optional.empty();
    }
    String query = m.group(3) == null ? "" : m.group(3);
    return Optional.of(new FileAddress(UUID.fromString(m.group(1)), m.group(2), query));
  }

  /**
   * Where the bytes are, relative to this server.
   *
   * @param plane {@code contents} or {@code drafts}
   */
  String location(String plane, String ticket) {
    String rest = query.isEmpty() ? "" : "&" + query;
    return "/v1/" + plane + "/" + version + "/files/" + path + "?ticket=" + ticket + rest;
  }
}
