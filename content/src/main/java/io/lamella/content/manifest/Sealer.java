package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns a parent's tree and a run into a new tree, writing only segments that changed. The same
 * input gives the same bytes, and any batching over any parents gives the tree that writing the
 * final content at once gives (same ids). Memory: some segments a level, whatever the number of
 * files.
 */
public final class Sealer {
  /** Stores the packs of segments that a seal writes. */
  public interface SegmentPacks {
    /** Starts a pack; what is written may be dropped when the seal fails. */
    OpenPack begin() throws IOException;

    interface OpenPack {
      void write(ByteBuffer bytes) throws IOException;

      /** The pack is complete: store it durably and say under which name. */
      PackRef finish(PackIndex index) throws IOException;

      void abort() throws IOException;
    }
  }

  /**
   * What a seal made. Counts compare with the parent given.
   *
   * @param packs packs that entries of the new segments refer to (their content), and the segment
   *     packs themselves
   */
  public record Result(
      Root root,
      Manifest.Totals totals,
      long added,
      long modified,
      long removed,
      Set<PackRef> packs,
      long segmentBytes) {}

  private Sealer() {}

  /**
   * @param parent null: nothing inherited
   */
  public static Result seal(@Nullable Manifest parent, Cursor<Change> run, SegmentPacks packs)
      throws IOException {
    throw new UnsupportedOperationException();
  }
}
