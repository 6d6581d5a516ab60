package io.lamella.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
  @TempDir private Path folder;

  @Test
  void aProcessAddsToItsLog() throws Exception {
    Path log = Files.writeString(folder.resolve("upload.log"), "before\n");

    say(log);

    assertThat(log).hasContent("before\nnow\n");
  }

  @Test
  void aLargeLogIsPutAside() throws Exception {
    Path log = large(folder.resolve("upload.log"));

    say(log);

    assertThat(log).hasContent("now\n");
    assertThat(folder.resolve("upload.log.1")).hasSize(20 << 20);
  }

  private static Path large(Path log) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(log.toFile(), "rw")) {
      file.setLength(20 << 20);
    }
    return log;
  }

  private static void say(Path log) throws Exception {
    Process process =
        new ProcessBuilder("echo", "now").redirectOutput(LogFile.appending(log)).start();
    assertThat(process.waitFor()).isZero();
  }
}
