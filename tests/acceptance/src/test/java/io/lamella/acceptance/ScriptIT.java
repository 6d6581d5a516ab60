package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the script does before any Java of ours runs. */
class ScriptIT {
  @TempDir private Path folder;

  @Test
  void buildsWithTheJdkAlthoughAnotherJavaComesFirst() throws IOException {
    // Given
    Path script = Files.copy(Path.of(Project.SCRIPT), folder.resolve("lamella"));
    Path withoutCompiler = folder.resolve("jre");
    program(withoutCompiler.resolve("bin/java"), "exit 0");
    Files.writeString(withoutCompiler.resolve("release"), "JAVA_VERSION=\"21.0.1\"\n");
    program(
        folder.resolve("bin/mvn"),
        "[ \"$1\" != -v ] || { echo Apache Maven 3.9.9; exit 0; }",
        "echo built with \"$JAVA_HOME\"",
        "exit 1");
    String jdk = System.getProperty("java.home");

    // When
    Finished up =
        Finished.of(
            List.of(script.toString(), "up"),
            folder,
            Map.of(
                "JAVA_HOME",
                withoutCompiler.toString(),
                "PATH",
                folder.resolve("bin") + ":" + jdk + "/bin:" + System.getenv("PATH")),
            Duration.ofMinutes(1));

    // Then
    assertThat(up.expect(2).err()).contains("built with " + jdk);
  }

  private static void program(Path path, String... lines) throws IOException {
    Files.createDirectories(path.getParent());
    Files.writeString(path, "#!/bin/sh\n" + String.join("\n", lines) + "\n");
    assertThat(path.toFile().setExecutable(true)).isTrue();
  }
}
