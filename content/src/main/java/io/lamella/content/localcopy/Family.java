package io.lamella.content.localcopy;

import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Copies that share files. A new link to a file, and the removal of one, changes the file's ctime,
 * which is no damage; this writes the new ones into the records of the copies that have the file at
 * the same path. Where it cannot (a copy that somebody else works on, a killed process), the next
 * look over that copy hashes the file and finds it right.
 */
final class Family implements Closeable {
  private final Layout layout;
  private final List<String> all;
  private final Map<String, OsLock> members = new LinkedHashMap<>();
  private final Path beforeFile;
  private final Path afterFile;
  private final RecordWriter before;
  private final RecordWriter after;
  private final Map<EntryPath, Relink> elsewhere = new ConcurrentHashMap<>();

  /**
   * Locks the copies of a family, those that can be had at once.
   *
   * @param first one that has to be among them. It is waited for while none other is held: two that
   *     wait for each other's would wait forever. Null: none has to
   * @param scratch folder for notes
   */
  Family(Layout layout, String family, @Nullable String first, Path scratch) throws IOException {
    this.layout = layout;
    beforeFile = scratch.resolve("links-before");
    afterFile = scratch.resolve("links-after");
    before = new RecordWriter(beforeFile);
    after = new RecordWriter(afterFile);
    boolean opened = false;
    try {
      if (first != null) {
        members.put(first, OsLock.exclusive(layout.makeLock(first)));
      }
      all = new Inventory(layout).family(family);
      for (String id : all) {
        if (!members.containsKey(id)) {
          Optional<OsLock> lock = OsLock.tryExclusive(layout.makeLock(id));
          lock.ifPresent(held -> members.put(id, held));
        }
      }
      opened = true;
    } finally {
      if (!opened) {
        close();
      }
    }
  }

  /** Ids of the copies that are locked. */
  List<String> members() {
    return List.copyOf(members.keySet());
  }

  /** True when there are others than one, locked or not. */
  boolean isMoreThan(String id) {
    return all.stream().anyMatch(other -> !other.equals(id));
  }

  /** Notes a change of the file at a path; paths come in order. */
  void note(Entry.File file, Relink relink) throws IOException {
    before.add(new Line(file, relink.before(), relink.before() == null));
    after.add(new Line(file, relink.after(), false));
  }

  /** Notes a change of the file at a path, in any order. For several threads. */
  void noteElsewhere(EntryPath path, Relink relink) {
    elsewhere.put(path, relink);
  }

  /** Writes what was noted into the records. */
  void restamp() throws IOException {
    before.finish();
    after.finish();
    for (String id : members.keySet()) {
      try {
        restamp(layout.record(id));
      } catch (CorruptedException | NoSuchFileException e) {
        // The next look over that copy mends its record.
        continue;
      }
    }
  }

  private void restamp(Path record) throws IOException {
    Path fresh = record.resolveSibling("record.new");
    try (RecordReader lines = new RecordReader(record);
        RecordFollower befores = new RecordFollower(beforeFile);
        RecordFollower afters = new RecordFollower(afterFile);
        RecordWriter out = new RecordWriter(fresh)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        Relink relink = noted(line.path(), befores, afters);
        out.add(relink != null && relink.concerns(line) ? line.with(relink.after()) : line);
      }
      out.finish();
    }
    Files.move(fresh, record, StandardCopyOption.ATOMIC_MOVE);
  }

  private @Nullable Relink noted(EntryPath path, RecordFollower befores, RecordFollower afters)
      throws IOException {
    Relink relink = elsewhere.get(path);
    if (relink != null) {
      return relink;
    }
    Line was = befores.at(path);
    Line is = afters.at(path);
    return was == null || is == null || is.stamp() == null
        ? null
        : new Relink(was.stamp(), is.stamp());
  }

  @Override
  public void close() throws IOException {
    before.close();
    after.close();
    for (OsLock member : members.values()) {
      member.close();
    }
    Files.deleteIfExists(beforeFile);
    Files.deleteIfExists(afterFile);
  }
}
