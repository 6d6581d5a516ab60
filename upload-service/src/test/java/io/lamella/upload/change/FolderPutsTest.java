package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import org.junit.jupiter.api.Test;

class FolderPutsTest {
  private final FolderPuts folders = new FolderPuts(2);

  @Test
  void keepsTheLastOfEachPathInOrder() {
    folders.add(folder("b", 0755));
    folders.add(folder("a", 0755));
    folders.add(folder("b", 0700));

    assertThat(folders.sorted()).containsExactly(folder("a", 0755), folder("b", 0700));
  }

  @Test
  void refusesMoreThanTheLimitAndNamesIt() {
    folders.add(folder("a", 0755));
    folders.add(folder("b", 0755));

    assertThatThrownBy(() -> folders.add(folder("c", 0755)))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.LIMIT_EXCEEDED))
        .hasMessageContaining("2 folders");
  }

  private static Entry.Folder folder(String path, int mode) {
    return new Entry.Folder(EntryPath.of(path), mode);
  }
}
