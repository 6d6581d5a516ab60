package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class FolderChangesTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  @Test
  void aFolderCountsOnlyWhereNothingLiesBeneathIt() {
    // Given
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "full/a")));
    Entry.Folder full = new Entry.Folder(EntryPath.of("full"), 0755);
    Entry.Folder bare = new Entry.Folder(EntryPath.of("bare"), 0755);

    // When
    RunAccepted accepted =
        TestPack.register(version, TestPack.run(full, bare)).as(RunAccepted.class);

    // Then
    assertThat(accepted.puts()).isEqualTo(1);
    assertThat(version.puts()).containsExactly(bare, pack.small(version, "full/a"));
  }

  @Test
  void aFolderCountsWhenTheSameRunEmptiesIt() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "full/a")));
    Entry.Folder full = new Entry.Folder(EntryPath.of("full"), 0755);

    TestPack.register(
        version,
        TestPack.run(List.of(new Change.Put(full), new Change.Delete(EntryPath.of("full/a")))));

    assertThat(version.puts()).containsExactly(full);
  }

  @Test
  void aFolderOfTheParentThatHoldsSomethingStaysAsItIs() {
    // Given: a parent with a/1, a/2 and b/1
    pack.put(version);
    TestPack.register(
        version,
        TestPack.run(
            pack.small(version, "a/1"), pack.small(version, "a/2"), pack.small(version, "b/1")));
    version.atEpoch(2).askSeal();
    TestVersion child = version.child(version.atEpoch(2).awaitSealed());
    Entry.Folder a = new Entry.Folder(EntryPath.of("a"), 0755);
    Entry.Folder b = new Entry.Folder(EntryPath.of("b"), 0755);

    // When: one of two goes from a, all of b
    TestPack.register(
        child,
        TestPack.run(
            List.of(
                new Change.Put(a),
                new Change.Delete(EntryPath.of("a/2")),
                new Change.Put(b),
                new Change.Delete(EntryPath.of("b/1")))));
    child.atEpoch(2).askSeal();

    // Then
    assertThat(child.puts()).containsExactly(b);
    assertThat(child.atEpoch(2).awaitSealed().files()).isEqualTo(1);
  }

  @Test
  void aRunWithFoldersIsTakenInWhileOthersChangeTheDraftAllTheTime() {
    // Given: a draft that takes longer to read than a run to append
    List<Change> many = new ArrayList<>();
    for (int i = 0; i < 200_000; i++) {
      many.add(new Change.Put(new Entry.Symlink(EntryPath.of("links/" + i), "target")));
    }
    TestPack.register(version, TestPack.run(many)).as(RunAccepted.class);
    AtomicBoolean done = new AtomicBoolean();
    byte[] small = TestPack.run(new Entry.Symlink(EntryPath.of("other"), "target"));
    List<CompletableFuture<Void>> others =
        Stream.of(1, 2, 3)
            .map(
                n ->
                    CompletableFuture.runAsync(
                        () -> {
                          while (!done.get()) {
                            TestPack.register(version, small).as(RunAccepted.class);
                          }
                        }))
            .toList();

    // When
    Answer answer =
        TestPack.register(version, TestPack.run(new Entry.Folder(EntryPath.of("bare"), 0755)));
    done.set(true);

    // Then
    assertThat(answer.as(RunAccepted.class).puts()).isEqualTo(1);
    others.forEach(CompletableFuture::join);
  }
}
