package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoftFoldersTest {
  @Test
  void aFolderAboveAPutIsNotBare() throws IOException {
    assertThat(bare(List.of(put("a/b/c")), "a", "a/b", "b")).containsExactly("b");
  }

  @Test
  void aFolderAboveAnotherFolderIsNotBare() throws IOException {
    assertThat(bare(List.of(), "a", "a/b", "ab")).containsExactly("a/b", "ab");
  }

  @Test
  void aFolderWhoseContentIsDeletedIsBare() throws IOException {
    List<Change> changes = List.of(new Change.DeleteTree(path("a")), put("b"));

    assertThat(bare(changes, "a", "a/b", "c")).containsExactly("a/b", "c");
  }

  @Test
  void severalFoldersAreFoundInOneWalk() throws IOException {
    List<Change> changes = List.of(put("a/x"), put("c/x"), put("e"));

    assertThat(bare(changes, "a", "b", "c", "d")).containsExactly("b", "d");
  }

  private static List<String> bare(List<Change> changes, String... folders) throws IOException {
    List<Entry.Folder> puts =
        Arrays.stream(folders).map(f -> new Entry.Folder(path(f), 0755)).toList();
    return SoftFolders.bare(null, Run.of(Run.close(changes)), puts).stream()
        .map(folder -> folder.path().toString())
        .toList();
  }

  private static Change put(String path) {
    return new Change.Put(new Entry.Symlink(path(path), "x"));
  }

  private static EntryPath path(String path) {
    return EntryPath.of(path);
  }
}
