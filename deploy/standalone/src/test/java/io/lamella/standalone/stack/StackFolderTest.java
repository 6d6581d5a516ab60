package io.lamella.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StackFolderTest {
  @TempDir private Path home;

  @Test
  void othersMayPassButSeeNothing() throws IOException {
    StackFolder folder = new StackFolder(home.resolve("lamella/stack"));

    folder.make();

    assertThat(mode(folder.path())).isEqualTo("rwx--x--x");
    assertThat(folder.logs()).isDirectory();
  }

  @Test
  void leavesTheModeOfAFolderThatIsThere() throws IOException {
    Path path = Files.createDirectory(home.resolve("shared"));
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-x---"));

    new StackFolder(path).make();

    assertThat(mode(path)).isEqualTo("rwxr-x---");
  }

  private static String mode(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}
