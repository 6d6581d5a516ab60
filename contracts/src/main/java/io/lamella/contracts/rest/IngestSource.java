package io.lamella.contracts.rest;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an ingest reads: an object, all objects beneath a prefix (with {@code /} at its end) or that
 * match a glob, what a list names, or text that comes along. Objects beneath a prefix keep their
 * path below it, a single object its name.
 *
 * @param uri {@code file:}, {@code http(s):}, {@code s3:}, {@code gs:}, {@code azblob:}, or of
 *     records {@code kafka:}; null with {@code content} or {@code base64}
 * @param list the object, or the content, is a text that names one source a line: an address, and
 *     behind a tab, if it is to be another, its path
 * @param content the text itself, UTF-8; {@code path} is then the file's path, unless it is a list
 * @param base64 the bytes themselves; {@code path} is then the file's path
 * @param include globs of paths below the prefix; none: all
 * @param exclude globs of paths that are left out
 * @param path folder in the version; null: the top
 */
public record IngestSource(
    @Nullable String uri,
    boolean list,
    @Nullable String content,
    @Nullable String base64,
    List<String> include,
    List<String> exclude,
    @Nullable String path) {
  public IngestSource {
    include = include == null ? List.of() : List.copyOf(include);
    exclude = exclude == null ? List.of() : List.copyOf(exclude);
  }
}
