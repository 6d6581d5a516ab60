package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class DraftPartTest {
  private final List<Change> all = new ArrayList<>();
  private int opened;
  private int read;

  @Test
  void givesWhatLiesBeneathAPathAndTheFoldersAboveIt() throws IOException {
    // Given
    put("a", "b/1", "b/c/2", "b/d/3", "b-c", "f");
    all.add(new Change.DeleteTree(EntryPath.of("e")));

    // Then
    assertThat(part("b/c")).containsExactly("b", "b/c", "b/c/2");
    assertThat(part("f")).containsExactly("f");
    assertThat(part("e/x")).containsExactly("e");
    assertThat(part("b")).containsExactly("b", "b/1", "b/c", "b/c/2", "b/d", "b/d/3");
    assertThat(part("nothing")).isEmpty();
  }

  @Test
  void givesSeveralPathsAsOneRun() throws IOException {
    put("a", "b/1", "b/c/2", "b/d/3", "b-c", "c/d/e/4", "f");

    assertThat(part("f", "b/d", "c/d/e", "b/c", "b/c/2"))
        .containsExactly("b", "b/c", "b/c/2", "b/d", "b/d/3", "c", "c/d", "c/d/e", "c/d/e/4", "f");
  }

  @Test
  void readsOnWhereTheNextPathIsNear() throws IOException {
    // Given
    for (int i = 0; i < 1000; i++) {
      put(String.format("a/%04d", i));
    }

    // When
    List<String> found = part("a/0100", "a/0500", "a/0900");

    // Then
    assertThat(found).containsExactly("a", "a/0100", "a/0500", "a/0900");
    assertThat(opened).isEqualTo(1);
  }

  @Test
  void leapsOverWhatIsLong() throws IOException {
    // Given
    for (int i = 0; i < 50_000; i++) {
      put(String.format("a/%05d", i));
    }
    put("b/c/d");

    // When
    List<String> found = part("a/00001", "a/40000", "b/c/d");

    // Then
    assertThat(found).containsExactly("a", "a/00001", "a/40000", "b", "b/c", "b/c/d");
    assertThat(read).isLessThan(3 * DraftPart.NEAR);
  }

  private List<String> part(String... paths) throws IOException {
    List<Change> run = Run.close(all);
    List<Change> found = new ArrayList<>();
    try (DraftPart part =
        new DraftPart(Arrays.stream(paths).map(EntryPath::of).toList(), path -> from(run, path))) {
      for (Change change = part.next(); change != null; change = part.next()) {
        found.add(change);
      }
    }
    assertThat(Run.close(found)).isEqualTo(found);
    return found.stream().map(change -> change.path().toString()).toList();
  }

  /** As a sought run is: what the folders above have, then all from the path on. */
  private Cursor<Change> from(List<Change> run, EntryPath path) {
    opened++;
    Cursor<Change> changes =
        Run.of(
            run.stream()
                .filter(c -> c.path().compareTo(path) >= 0 || path.isBeneath(c.path()))
                .toList());
    return () -> {
      read++;
      return changes.next();
    };
  }

  private void put(String... paths) {
    for (String path : paths) {
      all.add(new Change.Put(new Entry.Symlink(EntryPath.of(path), "x")));
    }
  }
}
