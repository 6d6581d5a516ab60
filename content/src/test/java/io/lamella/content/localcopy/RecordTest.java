package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.CorruptedException;
import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordTest {
  @TempDir Path temp;

  @Test
  void linesComeBackAsTheyWere() throws IOException {
    // Given
    List<Line> lines = lines(3000);

    // When
    Records.write(temp.resolve("record"), lines);

    // Then
    assertThat(Records.lines(temp.resolve("record"))).isEqualTo(lines);
    assertThat(Files.size(temp.resolve("record"))).isLessThan(3000 * 120);
  }

  @Test
  void everyDamagedByteIsNoticed() throws IOException {
    // Given
    Path record = temp.resolve("record");
    Records.write(record, lines(5));
    byte[] bytes = Files.readAllBytes(record);

    for (int i = 0; i < bytes.length; i++) {
      // When
      byte[] damaged = bytes.clone();
      damaged[i] ^= 0x20;
      Files.write(record, damaged);

      // Then
      assertThatThrownBy(() -> Records.lines(record))
          .as("byte %d", i)
          .isInstanceOf(CorruptedException.class);
    }
  }

  @Test
  void cutOffRecordIsNoticed() throws IOException {
    // Given
    Path record = temp.resolve("record");
    Records.write(record, lines(5));
    byte[] bytes = Files.readAllBytes(record);

    for (int length = 0; length < bytes.length; length++) {
      // When
      Files.write(record, Arrays.copyOf(bytes, length));

      // Then
      assertThatThrownBy(() -> Records.lines(record)).isInstanceOf(CorruptedException.class);
    }
  }

  private static List<Line> lines(int files) {
    List<Line> lines = new ArrayList<>();
    lines.add(Line.todo(new Entry.Symlink(EntryPath.of("a"), "../b//")));
    lines.add(Line.todo(new Entry.Folder(EntryPath.of("b"), 0750)));
    for (int i = 0; i < files; i++) {
      Digest digest = Digest.of(new byte[] {(byte) i, (byte) (i >> 8)});
      PackRef pack = new PackRef(TestStore.DOMAIN, Digest.of(new byte[] {(byte) (i % 3)}), i % 2);
      EntryPath path = EntryPath.of("files/%06d".formatted(i));
      Entry.File file =
          new Entry.File(
              path,
              i,
              i % 2 == 0,
              digest,
              List.of(new Extent(pack, 100L * i, 90, i, i, 1)),
              -i,
              0644);
      Stamp stamp = i % 5 == 0 ? null : new Stamp(i, -1L, 1_700_000_000_000_000_000L + i, i);
      lines.add(new Line(file, stamp, i % 3 == 0));
    }
    return lines;
  }
}
