package io.lamella.metadata.intake;

import io.lamella.contracts.rest.IngestSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** Makes as few requests of pieces as may be. */
final class Gathering {
  /** So much is asked for at a time. */
  static final int FILES = 4_000;

  static final int BYTES = 384 << 10;

  private final List<Request> requests = new ArrayList<>();
  private final List<Piece> gathered = new ArrayList<>();
  private int bytes;

  private Gathering() {}

  /**
   * Sources that are asked for together.
   *
   * @param full whether nothing more goes with them
   * @param files how many pieces they are
   */
  record Request(List<IngestSource> sources, boolean full, int files) {
    Request {
      sources = List.copyOf(sources);
    }
  }

  static List<Request> of(Collection<Piece> pieces) {
    Gathering lines = new Gathering();
    Gathering contents = new Gathering();
    for (Piece piece : pieces) {
      if (piece.alone()) {
        lines.requests.add(request(List.of(piece), true));
      } else {
        (piece.line() != null ? lines : contents).add(piece);
      }
    }
    lines.flush(false);
    contents.flush(false);
    lines.requests.addAll(contents.requests);
    return lines.requests;
  }

  private void add(Piece piece) {
    int length = piece.length();
    if (gathered.size() == FILES || (bytes + length > BYTES && !gathered.isEmpty())) {
      flush(true);
    }
    gathered.add(piece);
    bytes += length;
  }

  private void flush(boolean full) {
    if (!gathered.isEmpty()) {
      requests.add(request(gathered, full));
      gathered.clear();
      bytes = 0;
    }
  }

  private static Request request(List<Piece> together, boolean full) {
    List<String> lines = new ArrayList<>();
    List<IngestSource> sources = new ArrayList<>();
    for (Piece piece : together) {
      if (piece.line() != null) {
        lines.add(piece.line());
      } else if (piece.source() != null) {
        sources.add(piece.source());
      }
    }
    if (!lines.isEmpty()) {
      sources.add(Piece.list(lines));
    }
    return new Request(sources, full, together.size());
  }
}
