package io.lamella.upload.change;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.pack.PackIndexes;
import io.lamella.upload.pack.PackRow;
import java.io.IOException;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks that files which are put are made of bytes that are stored and that the draft may use. For
 * the changes of one request, in batches.
 */
final class RangeCheck {
  private final Draft draft;
  private final UsablePacks usable;
  private final PackIndexes indexes;
  private final Map<PackRef, PackRow> packs = new HashMap<>();

  RangeCheck(Draft draft, UsablePacks usable, PackIndexes indexes) {
    this.draft = draft;
    this.usable = usable;
    this.indexes = indexes;
  }

  /**
   * Checks all puts of files.
   *
   * @throws LamellaException {@code missing-content} or {@code invalid-change}, naming the path
   */
  void check(Collection<Change> changes) throws IOException {
    Set<PackRef> asked = new LinkedHashSet<>();
    for (Change change : changes) {
      if (change instanceof Change.Put put && put.entry() instanceof Entry.File file) {
        file.extents().stream()
            .map(Extent::pack)
            .filter(pack -> !packs.containsKey(pack))
            .forEach(asked::add);
      }
    }
    packs.putAll(usable.of(draft, asked));
    for (Change change : changes) {
      if (change instanceof Change.Put put && put.entry() instanceof Entry.File file) {
        check(file);
      }
    }
  }

  private void check(Entry.File file) throws IOException {
    List<Extent> extents = file.extents();
    long length = 0;
    for (Extent extent : extents) {
      check(file, extent);
      length += extent.rawLength();
    }
    if (length != file.size()) {
      throw invalid(file, "its ranges hold " + length + " bytes, its size is " + file.size());
    }
    if (extents.isEmpty() && !file.digest().equals(Digest.EMPTY)) {
      throw invalid(file, "it is empty, its digest is not that of nothing");
    }
    if (extents.size() == 1 && extents.get(0).count() == 1) {
      Extent only = extents.get(0);
      Digest chunk = index(file, only).slots().get(only.firstSlot()).chunk();
      if (!chunk.equals(file.digest())) {
        throw invalid(file, "its digest is not that of its only chunk, " + chunk);
      }
    }
  }

  private void check(Entry.File file, Extent extent) throws IOException {
    PackIndex index = index(file, extent);
    int slots = index.slots().size();
    if (extent.firstSlot() > slots - extent.count()) {
      throw invalid(
          file,
          "it names chunks "
              + extent.firstSlot()
              + " and "
              + (extent.count() - 1)
              + " more of a pack of "
              + slots);
    }
    if (!index.extent(extent.pack(), extent.firstSlot(), extent.count()).equals(extent)) {
      throw invalid(file, "a range does not agree with pack " + extent.pack().id());
    }
  }

  private PackIndex index(Entry.File file, Extent extent) throws IOException {
    PackRow row = packs.get(extent.pack());
    if (row == null) {
      throw new LamellaException(
          ErrorCode.MISSING_CONTENT,
          file.path()
              + ": pack "
              + extent.pack().id()
              + "."
              + extent.pack().generation()
              + " is not stored for this draft; ask chunks/missing and send what is missing");
    }
    try {
      return indexes.of(row);
    } catch (CorruptedException e) {
      throw new LamellaException(ErrorCode.CONTENT_DAMAGED, String.valueOf(e.getMessage()), e);
    }
  }

  private static LamellaException invalid(Entry.File file, String why) {
    return new LamellaException(ErrorCode.INVALID_CHANGE, file.path() + ": " + why);
  }
}
