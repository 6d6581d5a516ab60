package io.lamella.upload.source;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What a text names: an address a line, behind a tab its path if that is to be another than its
 * name. Empty lines and those that begin with # mean nothing.
 */
final class ListSource implements Listing {
  private static final int LONGEST = 16_384;

  private final Opened list;
  private final BufferedReader lines;
  private final long skipped;
  private long count;

  /**
   * @param skipped so many were read before
   */
  ListSource(Opened list, long skipped) {
    this.list = list;
    this.skipped = skipped;
    this.lines =
        new BufferedReader(new InputStreamReader(list.body(), StandardCharsets.UTF_8), LONGEST);
  }

  @Override
  public @Nullable Found next() throws IOException {
    for (String line = line(); line != null; line = line()) {
      String text = line.strip();
      if (!text.isEmpty() && !text.startsWith("#") && ++count > skipped) {
        int tab = text.indexOf('\t');
        String uri = tab < 0 ? text : text.substring(0, tab).strip();
        String path = tab < 0 ? SourceAddress.of(uri).name() : text.substring(tab + 1).strip();
        return new Found(path, uri, -1, null, null);
      }
    }
    return null;
  }

  @Override
  public String position() {
    return Long.toString(count);
  }

  private @Nullable String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c == '\n') {
        return line.toString();
      }
      if (line.length() == LONGEST) {
        throw SourceException.unreadable(
            "a list of addresses with a line of more than " + LONGEST + " characters");
      }
      line.append((char) c);
    }
    return line.length() == 0 ? null : line.toString();
  }

  @Override
  public void close() throws IOException {
    list.close();
  }
}
