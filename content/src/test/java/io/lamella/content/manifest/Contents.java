package io.lamella.content.manifest;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;

/** Entries, changes and runs for tests. */
final class Contents {
  private Contents() {}

  static EntryPath path(String path) {
    return EntryPath.of(path);
  }

  static Digest digest(long seed) {
    return Digest.of(ByteBuffer.allocate(8).putLong(0, seed));
  }

  /** A file whose content is told by {@code content}. */
  static Entry.File file(String path, long content) {
    int size = (int) Math.floorMod(content * 7919, 100_000L);
    Extent extent =
        new Extent(
            MemoryPacks.pack("content" + content % 3),
            1000 * (content & 0xff),
            size + 52,
            size,
            0,
            1);
    List<Extent> extents = size == 0 ? List.of() : List.of(extent);
    return new Entry.File(
        path(path),
        size,
        content % 5 == 0,
        digest(content),
        extents,
        1_700_000_000L + content,
        0644);
  }

  static Change put(String path, long content) {
    return new Change.Put(file(path, content));
  }

  static Change delete(String path) {
    return new Change.Delete(path(path));
  }

  static Change deleteTree(String path) {
    return new Change.DeleteTree(path(path));
  }

  /** Numbered files in numbered folders. */
  static Model numbered(int count, long seed) {
    Random random = new Random(seed);
    Model model = new Model();
    for (int i = 0; i < count; i++) {
      Entry entry = file(name(i), random.nextInt(1 << 20));
      model.entries.put(entry.path(), entry);
    }
    return model;
  }

  static String name(int i) {
    return String.format("set/part%03d/file-%06d.bin", i / 700, i);
  }

  /** Few paths, which collide as files, folders and prefixes. */
  static Arbitrary<String> collidingPaths() {
    return Arbitraries.of("a", "b", "a-b", "a.b", "ab", "é")
        .list()
        .ofMinSize(1)
        .ofMaxSize(3)
        .map(parts -> String.join("/", parts));
  }

  static Arbitrary<Entry> entries(Arbitrary<String> paths) {
    return Combinators.combine(paths, Arbitraries.integers().between(0, 11))
        .as(
            (path, content) ->
                switch (content) {
                  case 9 -> new Entry.Folder(path(path), 0755);
                  case 10 -> new Entry.Symlink(path(path), "../x");
                  case 11 ->
                      new Entry.Link(path(path), "s3://bucket/" + path, 5, "v1", digest(1), 77);
                  default -> file(path, content);
                });
  }

  static Arbitrary<Change> changes(Arbitrary<String> paths) {
    return Arbitraries.frequencyOf(
        net.jqwik.api.Tuple.of(5, entries(paths).map(Change.Put::new)),
        net.jqwik.api.Tuple.of(2, paths.map(Contents::delete)),
        net.jqwik.api.Tuple.of(1, paths.map(Contents::deleteTree)));
  }

  /** Closed runs of several changes. */
  static Arbitrary<List<Change>> runs(Arbitrary<String> paths) {
    return changes(paths).list().ofMaxSize(8).map(Contents::closeWhatAgrees);
  }

  /** Closes the changes but those that an earlier one of the list forbids. */
  static List<Change> closeWhatAgrees(List<Change> changes) {
    List<Change> kept = new ArrayList<>();
    for (Change change : changes) {
      kept.add(change);
      try {
        Run.close(kept);
      } catch (IllegalArgumentException e) {
        kept.remove(kept.size() - 1);
      }
    }
    return Run.close(kept);
  }

  static <T> List<T> drain(Cursor<T> cursor) throws IOException {
    List<T> all = new ArrayList<>();
    for (T next = cursor.next(); next != null; next = cursor.next()) {
      all.add(next);
    }
    cursor.close();
    return all;
  }

  static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
