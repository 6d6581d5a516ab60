package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * Takes what a plan lacks from a folder on this machine: files of equal content at the same path,
 * or at another one.
 */
final class Reusing {
  private final Base base;
  private final Path tree;
  private final Use use;
  private final Work work;
  private final @Nullable Family family;
  private final Placer placer = new Placer();
  private final Map<EntryPath, Relink> relinks = new ConcurrentHashMap<>();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicLong linked = new AtomicLong();
  private long lacking;

  /**
   * @param tree where the files go; their folders are there
   * @param family told of links; null: nothing is to be linked
   */
  Reusing(Base base, Path tree, Use use, Work work, @Nullable Family family) {
    this.base = base;
    this.tree = tree;
    this.use = use;
    this.work = work;
    this.family = family;
  }

  /** Logical bytes that were found. */
  long bytes() {
    return bytes.get();
  }

  /** Those of them that take no room of their own. */
  long bytesLinked() {
    return linked.get();
  }

  /** Files that were not found. */
  long lacking() {
    return lacking;
  }

  /** Writes the lines of {@code plan} to {@code out}, those of found files with their stamps. */
  void reuse(Path plan, Path out) throws IOException {
    Moved moved = moved(plan);
    try (RecordFollower recorded = new RecordFollower(base.record());
        RecordWriter left = new RecordWriter(out)) {
      new PlanPass(
              work.workers(),
              line -> choose(line, recorded, moved),
              (line, stamp) -> {
                Relink relink = relinks.remove(line.path());
                Entry.File file = line.file();
                if (relink != null && family != null && file != null) {
                  family.note(file, relink);
                }
                Line after = stamp == null ? line : line.with(stamp);
                lacking += after.isTodo() ? 1 : 0;
                left.add(after);
              })
          .run(plan);
      left.finish();
    }
  }

  private Moved moved(Path plan) throws IOException {
    try {
      return Moved.find(plan, base.record());
    } catch (CorruptedException | NoSuchFileException e) {
      return Moved.NOTHING;
    }
  }

  private PlanPass.@Nullable Finder choose(Line line, RecordFollower recorded, Moved moved)
      throws IOException {
    Entry.File file = line.file();
    if (!line.isTodo() || file == null) {
      return null;
    }
    Line here = recorded.at(line.path());
    if (here != null && hasContent(here, file)) {
      Entry.File there = here.file();
      boolean linkable = there != null && there.sameContent(file);
      return () -> take(file, here, linkable, relink -> relinks.put(line.path(), relink));
    }
    Moved.Place place = moved.of(file.digest());
    return place == null ? null : () -> otherPath(file, place);
  }

  private static boolean hasContent(Line line, Entry.File file) {
    Entry.File other = line.file();
    return other != null && other.digest().equals(file.digest());
  }

  private @Nullable Stamp otherPath(Entry.File file, Moved.Place place) throws IOException {
    Line line = place.line;
    Entry.File other = line.file();
    boolean linkable = other != null && other.executable() == file.executable() && place.claim();
    return take(
        file,
        line,
        linkable,
        relink -> {
          if (family != null) {
            family.noteElsewhere(line.path(), relink);
          }
        });
  }

  /** Told of a link that was made. */
  @FunctionalInterface
  private interface Linked {
    void made(Relink relink);
  }

  /** Puts a file of the base at its new place; null when it is not what was recorded. */
  private @Nullable Stamp take(Entry.File file, Line recorded, boolean linkable, Linked told)
      throws IOException {
    Path from = base.tree().resolve(recorded.path().toString());
    Path to = tree.resolve(file.path().toString());
    FileState state = Placer.fileOfSize(from, file.size());
    if (state == null) {
      return null;
    }
    boolean trusted = base.id() != null && state.stamp().equals(recorded.stamp());
    boolean links = linkable && family != null && use.isApplied(state, file);
    if (links && !trusted && !Hashing.of(from).equals(file.digest())) {
      return null;
    }
    if ((trusted || links) && placer.clone(from, to, file.size())) {
      return finish(file, to);
    }
    if (links && state.equals(FileState.of(from)) && placer.link(from, to)) {
      Stamp stamp = FileState.existing(to).stamp();
      told.made(new Relink(trusted ? state.stamp() : null, stamp));
      linked.addAndGet(file.size());
      count(file);
      return stamp;
    }
    return placer.copy(from, to, file) ? finish(file, to) : null;
  }

  private Stamp finish(Entry.File file, Path to) throws IOException {
    use.apply(to, file);
    count(file);
    return FileState.existing(to).stamp();
  }

  private void count(Entry.File file) {
    bytes.addAndGet(file.size());
    work.progress().advance(1, file.size(), 0);
  }
}
