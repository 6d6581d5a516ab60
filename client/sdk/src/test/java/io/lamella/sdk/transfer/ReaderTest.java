package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.chunk.ChunkProfile;
import io.lamella.content.manifest.EntryPath;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReaderTest {
  @TempDir Path folder;
  private Path file;
  private int changes;

  @BeforeEach
  void write() throws IOException {
    file = Files.writeString(folder.resolve("growing"), "begin");
  }

  /** Reads the file, which grows while it is read, {@link #changes} times. */
  private List<Piece> read() throws IOException, InterruptedException {
    TransferProgress growing =
        new TransferProgress() {
          @Override
          public void read(long bytes) {
            if (changes-- > 0) {
              try {
                Files.writeString(file, "more", StandardOpenOption.APPEND);
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            }
          }
        };
    ReadAhead ahead = new ReadAhead(1 << 20, 1 << 20);
    Scanned.File found = new Scanned.File(EntryPath.of("a"), file, Stamp.of(file, false));
    Feed feed = new Feed(new Planned.Read(found, null, false));
    new Reader(ChunkProfile.of("default"), ahead, new Tally(), growing).read(feed, found);
    return new ArrayList<>(feed.pieces);
  }

  @Test
  void readsAFileAgainThatChangedMeanwhile() throws Exception {
    changes = 1;

    List<Piece> pieces = read();

    assertThat(pieces).hasAtLeastOneElementOfType(Piece.Again.class);
    assertThat(pieces.get(pieces.size() - 1))
        .isInstanceOfSatisfying(
            Piece.End.class,
            end -> {
              assertThat(end.size()).isEqualTo("beginmore".length());
              assertThat(end.digest()).isEqualTo(Digest.of("beginmore".getBytes()));
            });
  }

  @Test
  void reportsAFileThatChangesEveryTime() throws Exception {
    changes = Integer.MAX_VALUE;

    List<Piece> pieces = read();

    assertThat(pieces).filteredOn(Piece.Again.class::isInstance).hasSize(3);
    assertThat(pieces.get(pieces.size() - 1))
        .isInstanceOfSatisfying(
            Piece.Failed.class,
            failed ->
                assertThat(failed.reason()).contains(file.toString(), "changes while it is read"));
  }

  @Test
  void reportsAFileThatIsGone() throws Exception {
    Scanned.File found = new Scanned.File(EntryPath.of("a"), file, Stamp.of(file, false));
    Feed feed = new Feed(new Planned.Read(found, null, false));
    Files.delete(file);

    new Reader(
            ChunkProfile.of("default"),
            new ReadAhead(1 << 20, 1 << 20),
            new Tally(),
            TransferProgress.NONE)
        .read(feed, found);

    assertThat(feed.pieces)
        .singleElement()
        .isInstanceOfSatisfying(
            Piece.Failed.class, failed -> assertThat(failed.reason()).contains("is gone"));
  }
}
