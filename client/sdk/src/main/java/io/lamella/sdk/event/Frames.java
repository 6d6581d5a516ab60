package io.lamella.sdk.event;

import java.io.BufferedReader;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Reads a stream of server-sent events. */
final class Frames {
  private final BufferedReader lines;
  private final Runnable alive;

  /**
   * @param alive is run whenever something has come
   */
  Frames(BufferedReader lines, Runnable alive) {
    this.lines = lines;
    this.alive = alive;
  }

  /**
   * A block of the stream.
   *
   * @param id where it stands; null: as the one before
   * @param event its kind; empty: none is said
   * @param data empty: it says nothing
   */
  record Frame(@Nullable String id, String event, String data) {}

  /** The next block; null: the stream has ended. What is cut off counts as not there. */
  @Nullable Frame next() throws IOException {
    String id = null;
    String event = "";
    StringBuilder data = new StringBuilder();
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      alive.run();
      if (line.isEmpty()) {
        return new Frame(id, event, data.toString());
      }
      int colon = line.indexOf(':');
      String field = colon < 0 ? line : line.substring(0, colon);
      String value = colon < 0 ? "" : line.substring(colon + 1);
      value = value.startsWith(" ") ? value.substring(1) : value;
      switch (field) {
        case "id" -> id = value;
        case "event" -> event = value;
        case "data" -> data.append(data.length() == 0 ? "" : "\n").append(value);
        default -> {
          // a remark, or nothing that we know
        }
      }
    }
    return null;
  }
}
