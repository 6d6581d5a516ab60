package io.lamella.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldersTest {
  @TempDir private Path top;

  @Test
  void deletesAlsoWhatIsReadOnlyAndFollowsNoLink() throws IOException {
    // Given
    Path kept = Files.writeString(Files.createDirectory(top.resolve("kept")).resolve("file"), "");
    Path folder = Files.createDirectories(top.resolve("gone/deep")).getParent();
    Files.writeString(folder.resolve("deep/file"), "");
    Files.createSymbolicLink(folder.resolve("link"), kept.getParent());
    Files.setPosixFilePermissions(
        folder.resolve("deep"), PosixFilePermissions.fromString("r-xr-xr-x"));

    // When
    Folders.empty(folder);

    // Then
    assertThat(folder).isEmptyDirectory();
    assertThat(kept).exists();
    Folders.delete(folder);
    Folders.delete(folder);
    assertThat(folder).doesNotExist();
  }
}
