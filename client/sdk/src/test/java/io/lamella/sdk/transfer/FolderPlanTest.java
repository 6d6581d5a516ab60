package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.ScanIndex;
import io.lamella.sdk.folder.ScanIndexWriter;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderPlanTest {
  private static final Predicate<EntryPath> ADD = path -> false;
  private static final Predicate<EntryPath> SYNC = path -> true;

  @TempDir Path folder;

  private static Scanned file(String path) {
    return new Scanned.File(EntryPath.of(path), Path.of(path), new Stamp(0100644, 3, 0, 0, 1, 1));
  }

  private static Scanned emptyFolder(String path) {
    return new Scanned.Folder(EntryPath.of(path), 0755);
  }

  private static Scanned link(String path, String target) {
    return new Scanned.Symlink(EntryPath.of(path), target);
  }

  private static Entry known(String path) {
    return new Entry.File(EntryPath.of(path), 3, false, Digest.EMPTY, List.of(), 0, 0644);
  }

  private static <T> Cursor<T> cursor(List<T> items) {
    Iterator<T> next = items.iterator();
    return () -> next.hasNext() ? next.next() : null;
  }

  private static List<String> plan(
      List<Scanned> found, List<Entry> known, Predicate<EntryPath> removable) throws IOException {
    List<String> all = new ArrayList<>();
    try (FolderPlan plan =
        new FolderPlan(
            cursor(found), cursor(known), ScanIndex.none(), removable, entry -> false, null)) {
      for (Planned next = plan.next(); next != null; next = plan.next()) {
        all.add(text(next));
      }
    }
    return all;
  }

  private static String text(Planned planned) {
    if (planned instanceof Planned.Read read) {
      return "read " + read.file().path() + (read.before() == null ? "" : " again");
    }
    if (planned instanceof Planned.Put put) {
      return "put " + put.entry().path() + (put.last() ? " last" : "");
    }
    return planned instanceof Planned.Remove remove ? "remove " + remove.path() : "keep";
  }

  @Test
  void aFileWhoseBytesAreGoneIsReadThoughItHasNotChanged() throws IOException {
    Stamp stamp = new Stamp(0100644, 3, 0, 0, 1, 1);
    Path index = Files.createFile(folder.resolve("index"));
    UUID version = UUID.randomUUID();
    try (ScanIndexWriter writer = new ScanIndexWriter(index, version, Instant.now())) {
      writer.add(EntryPath.of("a"), stamp, Digest.EMPTY);
      writer.add(EntryPath.of("b"), stamp, Digest.EMPTY);
      writer.commit();
    }
    List<String> all = new ArrayList<>();

    try (FolderPlan plan =
        new FolderPlan(
            cursor(List.of(file("a"), file("b"))),
            cursor(List.of(known("a"), known("b"))),
            ScanIndex.open(index, Set.of(version)),
            ADD,
            entry -> entry.path().equals(EntryPath.of("b")),
            null)) {
      for (Planned next = plan.next(); next != null; next = plan.next()) {
        all.add(text(next));
      }
    }

    assertThat(all).containsExactly("keep", "read b again");
  }

  @Test
  void anAddLeavesAloneWhatTheFolderDoesNotHave() throws IOException {
    assertThat(
            plan(
                List.of(file("b"), file("d")),
                List.of(known("a"), known("b"), known("c"), known("e")),
                ADD))
        .containsExactly("read b again", "read d");
  }

  @Test
  void aSyncRemovesWhatTheFolderDoesNotHave() throws IOException {
    assertThat(
            plan(
                List.of(file("b"), file("d")),
                List.of(known("a"), known("b"), known("c"), known("e")),
                SYNC))
        .containsExactly("remove a", "read b again", "remove c", "read d", "remove e");
  }

  @Test
  void aFileMakesWayForAFolderOfItsName() throws IOException {
    assertThat(plan(List.of(file("a/b")), List.of(known("a")), ADD))
        .containsExactly("remove a", "read a/b");
  }

  @Test
  void aFolderMakesWayForAFileOfItsName() throws IOException {
    assertThat(plan(List.of(file("a")), List.of(known("a/b"), known("a/c"), known("b")), ADD))
        .containsExactly("read a", "remove a/b", "remove a/c");
  }

  @Test
  void linksAreKeptWhenTheyPointWhereTheyDid() throws IOException {
    List<Entry> known =
        List.of(
            new Entry.Symlink(EntryPath.of("x"), "here"),
            new Entry.Symlink(EntryPath.of("y"), "here"));

    assertThat(plan(List.of(link("x", "here"), link("y", "there")), known, ADD))
        .containsExactly("keep", "put y");
  }

  @Test
  void anEmptyFolderIsPutWhereNothingIs() throws IOException {
    assertThat(
            plan(
                List.of(emptyFolder("a"), emptyFolder("b")),
                List.of(new Entry.Folder(EntryPath.of("b"), 0700)),
                ADD))
        .containsExactly("put a", "keep");
  }

  @Test
  void anEmptyFolderTakesNothingAwayInAnAdd() throws IOException {
    assertThat(plan(List.of(emptyFolder("a")), List.of(known("a/b")), ADD)).containsExactly("keep");
  }

  @Test
  void anEmptyFolderComesLastWhenASyncEmptiesIt() throws IOException {
    assertThat(
            plan(
                List.of(emptyFolder("a"), file("b")),
                List.of(known("a/b"), known("a/c"), known("b")),
                SYNC))
        .containsExactly("remove a/b", "remove a/c", "put a last", "read b again");
  }
}
