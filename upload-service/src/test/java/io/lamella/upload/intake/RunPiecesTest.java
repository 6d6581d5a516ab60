package io.lamella.upload.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.database.Database;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.draft.Drafts;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RunPiecesTest {
  private final TestVersion version = TestVersion.fresh();
  @Inject Database database;
  @Inject Drafts drafts;
  @Inject RunStore store;

  @Test
  void piecesOfALongRequestAreKept() throws IOException {
    // Given: a piece that is an object, and hours
    Draft draft = draft();
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 20_000; i++) {
      many.add(put("f" + i, "target-" + i * 7919L));
    }
    try (RunPieces pieces = RunPieces.inOrder(draft, store)) {
      pieces.add(List.of(Run.close(many)));
      TestRows.change(
          "UPDATE run_litter SET after = now() + interval '1 minute' WHERE object LIKE $1",
          "%" + version.id() + "%");
      KeepAlive alive = new KeepAlive(Duration.ZERO, pieces::keep);

      // When
      alive.sign();

      // Then
      assertThat(
              TestRows.count(
                  "run_litter WHERE object LIKE $1 AND after > now() + interval '11 hours'",
                  "%" + version.id() + "%"))
          .isEqualTo(1);
    }
  }

  @Test
  void holdsFewPiecesAndTheLaterPutWins() throws IOException {
    // Given
    Draft draft = draft();

    try (RunPieces pieces = RunPieces.inOrder(draft, store)) {
      // When
      for (int i = 0; i < 500; i++) {
        pieces.add(List.of(run("n/" + i % 400, "a" + i), run("n", "b" + i)));
        pieces.add(List.of(run("n/" + i % 400, "c" + i)));
      }

      // Then
      assertThat(pieces.count()).isLessThan(2 * RunPieces.FAN);
      assertThat(read(draft, pieces)).containsExactly(put("n/99", "c499"));
    }
  }

  private Draft draft() {
    version.open();
    return database.inTransaction(tx -> drafts.find(tx, version.id())).orElseThrow();
  }

  private List<Change> read(Draft draft, RunPieces pieces) throws IOException {
    List<Change> puts = new ArrayList<>();
    try (Cursor<Change> all = store.open(draft, pieces.all())) {
      for (Change change = all.next(); change != null; change = all.next()) {
        if (change instanceof Change.Put) {
          puts.add(change);
        }
      }
    }
    return puts;
  }

  private static List<Change> run(String path, String target) {
    return Run.close(List.of(put(path, target)));
  }

  private static Change put(String path, String target) {
    return new Change.Put(new Entry.Symlink(EntryPath.of(path), target));
  }
}
