package io.lamella.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TreesTest {
  @TempDir private Path folder;

  @Test
  void namesWhatDiffers() throws IOException {
    for (String side : new String[] {"left", "right"}) {
      Path tree = Files.createDirectories(folder.resolve(side).resolve("deep"));
      Files.writeString(tree.resolve("same"), "same");
      Files.writeString(tree.resolve("bytes"), side);
      Files.createSymbolicLink(tree.resolve("link"), Path.of(side));
      Files.writeString(tree.resolve("only-" + side), "");
      assertThat(tree.resolve("same").toFile().setExecutable(false)).isTrue();
    }
    assertThat(Files.writeString(folder.resolve("left/deep/run"), "").toFile().setExecutable(true))
        .isTrue();
    Files.writeString(folder.resolve("right/deep/run"), "");

    assertThat(Trees.differences(folder.resolve("left"), folder.resolve("right")))
        .containsExactly(
            "deep/bytes", "deep/link", "deep/only-left", "deep/only-right", "deep/run");
  }
}
