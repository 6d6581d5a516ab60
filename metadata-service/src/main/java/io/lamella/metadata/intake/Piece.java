package io.lamella.metadata.intake;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.lamella.contracts.rest.IngestSource;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes into a version.
 *
 * @param key what is the same thing in the same version has the same
 * @param line line of a list that names it; null: {@code source} does
 * @param source the source that it is
 * @param alone whether it is asked for apart from others, which it could take along when it fails
 * @param bytes as far as is known
 */
record Piece(
    String key, @Nullable String line, @Nullable IngestSource source, boolean alone, long bytes) {

  /** Upload-service reads no longer ones. */
  private static final int LONGEST_LINE = 16_000;

  /** An object that is the file {@code path}. */
  static Piece object(Address address, String path, long bytes) {
    String line = address.text() + "\t" + path;
    if (path.indexOf('\n') < 0 && path.equals(path.strip()) && line.length() < LONGEST_LINE) {
      return new Piece(path, line, null, false, bytes);
    }
    int slash = path.lastIndexOf('/');
    String folder = slash < 0 ? null : path.substring(0, slash);
    return new Piece(path, null, source(address.text(), null, folder), true, bytes);
  }

  static Piece content(IngestSource source, long bytes) {
    return new Piece(String.valueOf(source.path()), null, source, false, bytes);
  }

  static Piece alone(IngestSource source, long bytes) {
    return new Piece("\0" + Filing.json(source), null, source, true, bytes);
  }

  /** What a request that is not full was made of. */
  static Stream<Piece> of(IngestSource source) {
    return source.list()
        ? String.valueOf(source.content())
            .lines()
            .map(line -> new Piece(line.substring(line.indexOf('\t') + 1), line, null, false, 0))
        : Stream.of(content(source, 0));
  }

  /** A list of lines, as one source. */
  static IngestSource list(List<String> lines) {
    return source(null, String.join("\n", lines), null);
  }

  private static IngestSource source(
      @Nullable String uri, @Nullable String content, @Nullable String path) {
    return new IngestSource(uri, content != null, content, null, List.of(), List.of(), path);
  }

  /** Bytes of the request that it takes. */
  int length() {
    return line != null
        ? JsonStringEncoder.getInstance().quoteAsUTF8(line).length + 2
        : Filing.json(source).getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
