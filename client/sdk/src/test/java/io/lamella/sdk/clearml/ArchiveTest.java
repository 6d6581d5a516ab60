package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.clearml.WrittenDataset;
import io.lamella.content.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArchiveTest {
  private static final int SYMLINK = 0120777;

  @TempDir Path temp;

  @Test
  void aFileIsUnpackedWhereItsReaderWantsIt() throws IOException {
    Path zip = zip(Map.of("deep/a.txt", bytes("hello")));
    Path to = temp.resolve("out");

    try (Archive archive = Archive.open(zip)) {
      List<ZipArchiveEntry> files = archive.files("deep/a.txt"::equals);
      Archive.Unpacked unpacked = archive.unpack(files.get(0), to, 5);

      assertThat(files).hasSize(1);
      assertThat(unpacked.size()).isEqualTo(5);
      assertThat(unpacked.digest()).isEqualTo(Digest.of(bytes("hello")));
      assertThat(to).hasContent("hello");
      assertThat(archive.hostile()).isEmpty();
    }
  }

  @Test
  void pathsThatLeadElsewhereAreNamedAndNeverUnpacked() throws IOException {
    Map<String, byte[]> content = new LinkedHashMap<>();
    content.put("../climbs.txt", bytes("1"));
    content.put("/absolute.txt", bytes("2"));
    content.put("a/../../b.txt", bytes("3"));
    content.put("good.txt", bytes("4"));

    try (Archive archive = Archive.open(zip(content))) {
      assertThat(archive.files(path -> true))
          .extracting(ZipArchiveEntry::getName)
          .containsExactly("good.txt");
      assertThat(archive.hostile())
          .hasSize(3)
          .allSatisfy(text -> assertThat(text).contains("a path that no version can hold"));
    }
  }

  @Test
  void aSymlinkIsNamedAndNeverUnpacked() throws IOException {
    Path zip = temp.resolve("symlink.zip");
    try (ZipArchiveOutputStream out = new ZipArchiveOutputStream(zip)) {
      ZipArchiveEntry entry = new ZipArchiveEntry("link");
      entry.setUnixMode(SYMLINK);
      out.putArchiveEntry(entry);
      out.write(bytes("/etc/passwd"));
      out.closeArchiveEntry();
    }

    try (Archive archive = Archive.open(zip)) {
      assertThat(archive.files(path -> true)).isEmpty();
      assertThat(archive.hostile()).containsExactly("link: a symlink");
    }
  }

  @Test
  void whatIsMoreThanItShouldBeIsNotUnpackedToItsEnd() throws IOException {
    int large = 64 << 20;
    Path zip = zip(Map.of("bomb", new byte[large]));
    Path to = temp.resolve("out");

    try (Archive archive = Archive.open(zip)) {
      ZipArchiveEntry bomb = archive.files("bomb"::equals).get(0);

      assertThatThrownBy(() -> archive.unpack(bomb, to, 10))
          .isInstanceOf(DamagedArchiveException.class)
          .hasMessageContaining("more than the 10 bytes");
      assertThat(Files.size(to)).isLessThan(large / 8);
    }
  }

  @Test
  void damageIsNoticed() throws IOException {
    byte[] random = new byte[100_000];
    new java.util.Random(1).nextBytes(random);
    Path zip = zip(Map.of("a", random));
    byte[] raw = Files.readAllBytes(zip);
    for (int i = 5_000; i < 6_000; i++) {
      raw[i] ^= 0x5a;
    }
    Files.write(zip, raw);
    Path cut = temp.resolve("cut.zip");
    Files.write(cut, java.util.Arrays.copyOf(raw, 50_000));

    assertThatThrownBy(() -> Archive.open(cut)).isInstanceOf(DamagedArchiveException.class);
    try (Archive archive = Archive.open(zip)) {
      ZipArchiveEntry entry = archive.files("a"::equals).get(0);
      Digest is;
      try {
        is = archive.unpack(entry, temp.resolve("out"), random.length).digest();
      } catch (DamagedArchiveException e) {
        return;
      }
      assertThat(is).isNotEqualTo(Digest.of(random));
    }
  }

  private Path zip(Map<String, byte[]> content) throws IOException {
    Path zip = temp.resolve("test.zip");
    WrittenDataset.zip(zip, content);
    return zip;
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
