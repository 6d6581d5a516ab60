package io.lamella.standalone.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.standalone.stack.StackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BackupTest {
  @TempDir private Path data;
  @TempDir private Path elsewhere;

  @Test
  void saysWhoBacksUpDatabasesThatAreElsewhere() throws IOException {
    StackFolder folder = new StackFolder(data);
    Files.createDirectories(folder.keys());
    Path file = elsewhere.resolve("lamella.zip");

    assertThatThrownBy(() -> Backup.write(folder, file))
        .hasMessageContaining("in a PostgreSQL elsewhere")
        .hasMessageContaining("docs/operations.md");
    assertThat(file).doesNotExist();
  }

  @Test
  void takesDatabasesOfItsOwnThatWereNotFinishedForNoStack() throws IOException {
    StackFolder folder = new StackFolder(data);
    Files.createDirectories(folder.keys());
    Files.createDirectories(folder.postgresql());

    assertThatThrownBy(() -> Backup.write(folder, elsewhere.resolve("lamella.zip")))
        .hasMessageContaining("there is no data of a stack");
  }

  @Test
  void saysThatNoStackIsThere() {
    Path file = elsewhere.resolve("lamella.zip");

    assertThatThrownBy(() -> Backup.write(new StackFolder(data), file))
        .hasMessageContaining("there is no data of a stack");
    assertThat(file).doesNotExist();
  }
}
