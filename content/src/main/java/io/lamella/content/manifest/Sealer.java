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
   * Seals. The root is the last thing written. When this fails, the open pack is aborted; packs
   * finished before are the caller's to drop.
   *
   * @param parent null: nothing inherited
   * @param run closed; not closed by this
   * @throws IllegalArgumentException when the run is out of order or not closed
   */
  public static Result seal(@Nullable Manifest parent, Cursor<Change> run, SegmentPacks packs)
      throws IOException {
    try (SegmentWriter writer = new SegmentWriter(packs)) {
      NewTree tree = new NewTree(parent, writer);
      LeafLevel leaves = tree.leaves();
      RunRules rules = new RunRules();
      for (Change change = run.next(); change != null; change = run.next()) {
        String problem = rules.problem(change);
        if (problem != null) {
          throw new IllegalArgumentException(problem);
        }
        leaves.apply(change);
      }
      NewTree.Top top = tree.finish();
      return new Result(
          top.root(),
          top.totals(),
          leaves.added(),
          leaves.modified(),
          leaves.removed(),
          Set.copyOf(writer.packs()),
          writer.bytes());
    }
  }
}
