package io.lamella.cache.stream;

import java.nio.file.Path;
import java.util.Map;

/** What a request of the data plane is answered with. */
public sealed interface Answer {
  int status();

  Map<String, String> headers();

  /** Status and headers, nothing more. */
  record Head(int status, Map<String, String> headers) implements Answer {
    public Head {
      headers = Map.copyOf(headers);
    }
  }

  /**
   * A body read in pieces.
   *
   * @param length bytes of the body; -1 when only its end will tell
   */
  record Body(int status, Map<String, String> headers, long length, Pieces pieces)
      implements Answer {
    public Body {
      headers = Map.copyOf(headers);
    }
  }

  /** A range of a file of this machine, sent as it lies. */
  record FileRange(int status, Map<String, String> headers, Path file, long offset, long length)
      implements Answer {
    public FileRange {
      headers = Map.copyOf(headers);
    }
  }
}
