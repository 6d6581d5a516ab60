package io.lamella.upload.intake;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.LamellaException;
import java.util.List;
import java.util.TreeMap;

/** Files that came, each under a path of its own, until they are written out. For one thread. */
public final class Gathered {
  /** So many files are held. */
  public static final int FILES = 10_000;

  /** And so many pieces of packs that they are made of. */
  private static final int PLACES = 50_000;

  private final TreeMap<EntryPath, FileSpec> files = new TreeMap<>();
  private int places;

  /**
   * Adds a file.
   *
   * @throws LamellaException {@code invalid-change} when its path is there, or one above or beneath
   *     it
   */
  public void add(FileSpec file) {
    EntryPath path = file.path();
    if (files.containsKey(path)) {
      throw Distinct.twice(path);
    }
    EntryPath next = files.higherKey(path);
    if (next != null && next.isBeneath(path)) {
      throw Distinct.fileAndFolder(path);
    }
    for (var above = path.parent(); above.isPresent(); above = above.get().parent()) {
      if (files.containsKey(above.get())) {
        throw Distinct.fileAndFolder(above.get());
      }
    }
    files.put(path, file);
    places += file.content().places();
  }

  /** True when they should be written out. */
  public boolean isFull() {
    return files.size() >= FILES || places >= PLACES;
  }

  public int size() {
    return files.size();
  }

  /** All of them as a run, once their packs are stored; none is held then. */
  public List<Change> take() {
    List<Change> run =
        Run.close(
            files.values().stream().<Change>map(file -> new Change.Put(file.entry())).toList());
    files.clear();
    places = 0;
    return run;
  }
}
