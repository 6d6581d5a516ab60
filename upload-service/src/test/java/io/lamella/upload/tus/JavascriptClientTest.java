package io.lamella.upload.tus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.buckets.NodePackage;
import io.lamella.content.manifest.Entry;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client that browsers have, run by Node. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class JavascriptClientTest {
  private static final String PACKAGE = "tus-js-client@4.3.1";
  private static final int MINUTES = 3;

  /** What the package manager fetches stays in the build's folder. */
  private static final Path FOLDER = Path.of("target", "tus-js").toAbsolutePath();

  @TempDir Path temporary;

  @Test
  void tusJsClientUploadsInEveryWayThatItKnows() throws IOException, InterruptedException {
    // Given
    assumeTrue(NodePackage.in(FOLDER, PACKAGE).isPresent(), "Node cannot fetch " + PACKAGE);
    TestVersion version = TestVersion.fresh();
    byte[] content = TestPack.random(9_000_000);
    Path file = Files.write(temporary.resolve("file"), content);

    // When
    Path said = temporary.resolve("said");
    int status =
        run(
            said,
            "node",
            script().toString(),
            TestVersion.uri("/v1/tus").toString(),
            version.ticket(),
            file.toString());

    // Then
    assertThat(status).as(Files.readString(said)).isZero();
    List<String> paths =
        List.of(
            "by-post",
            "in-chunks",
            "parallel",
            "resumed",
            "unknown-length",
            "whole",
            "with-creation");
    Stored put = Stored.ofPut(content);
    for (String path : paths) {
      assertThat(Stored.of(version, path, content)).as(path).isEqualTo(put);
    }
    assertThat(Stored.of(version, "empty", new byte[0]).size()).isZero();
    assertThat(version.puts())
        .extracting(Entry::path)
        .extracting(Object::toString)
        .containsAll(paths)
        .doesNotContain("removed");
  }

  private static Path script() throws IOException {
    Path script = FOLDER.resolve("upload.mjs");
    try (InputStream source = JavascriptClientTest.class.getResourceAsStream("/tus/upload.mjs")) {
      assertThat(source).isNotNull();
      Files.copy(source, script, StandardCopyOption.REPLACE_EXISTING);
    }
    return script;
  }

  private static int run(Path output, String... command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(command)
            .directory(FOLDER.getParent().toFile())
            .redirectErrorStream(true)
            .redirectOutput(output.toFile())
            .start();
    try {
      if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
        throw new IOException(command[0] + " does not end: " + Files.readString(output));
      }
      return process.exitValue();
    } finally {
      process.destroyForcibly();
    }
  }
}
