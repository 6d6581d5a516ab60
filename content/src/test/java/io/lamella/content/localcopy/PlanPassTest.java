package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.PackRef;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanPassTest {
  @TempDir Path temp;

  @Test
  void filesOfManyExtentsAreHeldAFewAtATime() throws IOException {
    // Given
    Path plan = temp.resolve("plan");
    Records.write(plan, List.of(file("a"), file("b"), file("c"), file("d")));
    List<String> calls = new ArrayList<>();

    // When
    try (Workers workers = new Workers(() -> {})) {
      new PlanPass(
              workers,
              line -> {
                calls.add("choose " + line.path());
                return null;
              },
              (line, stamp) -> calls.add("tell " + line.path()))
          .run(plan);
    }

    // Then
    assertThat(calls)
        .containsExactly(
            "choose a", "choose b", "tell a", "tell b", "choose c", "choose d", "tell c", "tell d");
  }

  private static Line file(String path) {
    Digest digest = Digest.of(path.getBytes());
    PackRef pack = new PackRef(TestStore.DOMAIN, digest, 0);
    List<Extent> extents = Collections.nCopies(50_000, new Extent(pack, 0, 60, 8, 0, 1));
    return Line.todo(
        new Entry.File(EntryPath.of(path), 400_000, false, digest, extents, Draft.MTIME, 0644));
  }
}
