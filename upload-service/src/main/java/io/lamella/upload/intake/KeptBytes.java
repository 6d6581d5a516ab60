package io.lamella.upload.intake;

import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;

/**
 * Bytes of what is no file yet.
 *
 * @param extents where those lie that are in packs
 * @param tail those behind them
 */
public record KeptBytes(List<Extent> extents, byte[] tail) {
  public KeptBytes {
    extents = List.copyOf(extents);
  }

  /** Reads them again. */
  public InputStream open(ExtentReader packs) {
    long settled = extents.stream().mapToLong(Extent::rawLength).sum();
    return new SequenceInputStream(
        packs.stream(extents, 0, settled), new ByteArrayInputStream(tail));
  }
}
