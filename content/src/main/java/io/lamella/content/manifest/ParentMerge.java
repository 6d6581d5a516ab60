package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import io.lamella.content.pack.PackSource;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.ticket.Ticket;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Several parents as one tree: what a version that is built on all of them begins with. Trees are
 * walked in step and equal segments are skipped, so time follows what the parents differ in. Memory
 * does not grow with it.
 */
public final class ParentMerge {
  /**
   * A parent.
   *
   * @param base the nearest ancestor that it has in common with the parents before it; null: none
   *     (and for the first one, which has nobody before it)
   */
  public record Parent(Manifest tree, @Nullable Manifest base) {
    /** The parent that a ticket names, whose packs are {@code packs}. */
    static Parent of(PackSource packs, Ticket.Parent parent) {
      RootRef base = parent.base();
      return new Parent(
          new Manifest(packs, Root.of(parent.root())),
          base == null ? null : new Manifest(packs, Root.of(base)));
    }
  }

  /** Which parent's entry is taken. */
  public enum Rule {
    /**
     * An entry that one side left as the base has it yields to the other's change or deletion; of
     * two changes the later parent's is taken, and it is a conflict.
     */
    THEIRS,
    /** As {@link #THEIRS}, but of two changes the earlier parent's is taken. */
    OURS,
    /**
     * The last parent that has the path; a base and deletions mean nothing, nor are there
     * conflicts.
     */
    LAYERED;

    /** The rule of a ticket; whoever is to fail on conflicts counts them. */
    static Rule of(Ticket.Merge merge) {
      if (merge.mode() == Ticket.MergeMode.LAYERED) {
        return LAYERED;
      }
      return merge.onConflict() == Ticket.OnConflict.OURS ? OURS : THEIRS;
    }
  }

  /**
   * A path that the parents do not agree on.
   *
   * @param last what the last parent has there; null: nothing
   * @param merged what the merge has there; null: nothing
   * @param conflict true when several parents changed it, each in its own way
   */
  public record Step(
      EntryPath path, @Nullable Entry last, @Nullable Entry merged, boolean conflict) {}

  private ParentMerge() {}

  /**
   * Merges.
   *
   * @param parents in order, at least one
   */
  public static Cursor<Step> steps(List<Parent> parents, Rule rule) {
    return new MergeStructure(parents, rule);
  }

  /**
   * As {@link #steps(List, Rule)}, of the parents that a ticket names.
   *
   * @param packs of all of them and their bases
   */
  public static Cursor<Step> steps(
      PackSource packs, List<Ticket.Parent> parents, Ticket.Merge merge) {
    return steps(parents.stream().map(parent -> Parent.of(packs, parent)).toList(), Rule.of(merge));
  }

  /** What makes the tree of the merge of the last parent's: a closed run. */
  public static Cursor<Change> run(Cursor<Step> steps) {
    return new MergeRun(steps);
  }
}
