package io.lamella.cache.preview;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptFilesTest {
  @TempDir Path dir;

  @Test
  void givesBackWhatWasKeptAndTheLatestOfIt() throws Exception {
    KeptFiles kept = open(100);
    kept.put("aa1", new byte[] {1});
    kept.put("aa1", new byte[] {2, 3});

    assertThat(kept.find("aa1")).hasValue(new byte[] {2, 3});
    assertThat(kept.find("aa2")).isEmpty();
  }

  @Test
  void letsTheLongestUnusedGo() throws Exception {
    KeptFiles kept = open(30);
    kept.put("aa1", new byte[10]);
    kept.put("ab2", new byte[10]);
    kept.put("ac3", new byte[10]);
    kept.find("aa1");

    kept.put("ad4", new byte[10]);

    assertThat(kept.find("ab2")).isEmpty();
    assertThat(kept.find("aa1")).isPresent();
    assertThat(kept.find("ac3")).isPresent();
    assertThat(files()).isEqualTo(3);
  }

  @Test
  void knowsTheOrderOfTheirUseAfterARestart() throws Exception {
    KeptFiles before = open(30);
    before.put("aa1", new byte[10]);
    before.put("ab2", new byte[10]);
    Files.setLastModifiedTime(dir.resolve("kept-1/aa/aa1"), FileTime.fromMillis(1_000));
    Files.setLastModifiedTime(dir.resolve("kept-1/ab/ab2"), FileTime.fromMillis(2_000));
    before.find("aa1");

    KeptFiles after = open(30);
    after.put("ac3", new byte[15]);

    assertThat(after.find("ab2")).isEmpty();
    assertThat(after.find("aa1")).hasValue(new byte[10]);
  }

  @Test
  void leavesNothingOfAnotherFormatOrOfAWriterThatDied() throws Exception {
    Files.createDirectories(dir.resolve("kept-0/aa"));
    Files.write(dir.resolve("kept-0/aa/aa1"), new byte[10]);
    Files.createDirectories(dir.resolve("kept-1/aa"));
    Files.write(dir.resolve("kept-1/aa/.tmp-x"), new byte[10]);

    open(100);

    assertThat(files()).isZero();
  }

  private KeptFiles open(long bytes) throws Exception {
    KeptFiles kept = new KeptFiles(dir, bytes);
    kept.open();
    return kept;
  }

  private long files() throws Exception {
    try (Stream<Path> all = Files.walk(dir)) {
      return all.filter(Files::isRegularFile).count();
    }
  }
}
