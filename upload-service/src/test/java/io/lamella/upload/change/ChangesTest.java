package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ChangesTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  @Test
  void takesARunAndGivesItOut() {
    // Given
    pack.put(version);
    Entry.File file = pack.small(version, "train/a.bin");
    Digest claimed = Digest.of(new byte[] {1});
    Entry.File longer = pack.file(version, "train/b.bin", claimed);
    Entry.Symlink link = new Entry.Symlink(EntryPath.of("link"), "train/a.bin");

    // When
    RunAccepted accepted =
        TestPack.register(version, TestPack.run(file, longer, link)).as(RunAccepted.class);

    // Then
    assertThat(accepted.puts()).isEqualTo(3);
    assertThat(version.puts()).containsExactly(link, file, longer);
    DraftView view = version.draft().as(DraftView.class);
    assertThat(view.pending()).isEqualTo(3);
    assertThat(view.removed()).isZero();
    assertThat(view.bytes()).isEqualTo(50_000);
  }

  @Test
  void aLaterRunWins() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "a"), pack.small(version, "b/c")));

    TestPack.register(version, TestPack.run(List.of(new Change.DeleteTree(EntryPath.of("b")))));

    assertThat(version.puts()).containsExactly(pack.small(version, "a"));
  }

  @Test
  void changesExtendTheLeases() {
    version.open();
    TestRows.change(
        "UPDATE draft SET lease_until = now(), touched = now() WHERE version = $1", version.id());

    TestPack.register(version, TestPack.run(new Entry.Symlink(EntryPath.of("a"), "b")));

    assertThat(version.draft().as(DraftView.class).leaseUntil())
        .isAfter(Instant.now().plusSeconds(23 * 3600));
  }

  @Test
  void manySmallRunsBecomeFew() {
    // Given
    pack.put(version);

    // When
    for (int i = 0; i < 70; i++) {
      TestPack.register(version, TestPack.run(pack.small(version, "file-" + i % 35)));
    }

    // Then
    await()
        .untilAsserted(
            () ->
                assertThat(TestRows.count("draft_run WHERE version = $1", version.id()))
                    .isLessThan(10));
    assertThat(version.puts()).hasSize(35);
    assertThat(version.draft().as(DraftView.class).pending()).isEqualTo(35);
  }

  @Test
  void aLongRunIsStoredAsAnObject() {
    // Given
    pack.put(version);
    List<Change> changes = new ArrayList<>();
    for (int i = 0; i < 5_000; i++) {
      changes.add(new Change.Put(pack.file(version, "f" + i, Digest.of(TestPack.random(8)), 0, 2)));
    }

    // When
    TestPack.register(version, TestPack.run(changes)).as(RunAccepted.class);

    // Then
    assertThat(TestRows.count("draft_run WHERE version = $1 AND object IS NOT NULL", version.id()))
        .isEqualTo(1);
    assertThat(TestRows.count("run_litter WHERE object LIKE $1", "%" + version.id() + "%"))
        .isZero();
    assertThat(version.puts()).hasSize(5_000);
  }

  @Test
  void pagesThroughWhatTheDraftHolds() {
    pack.put(version);
    TestPack.register(
        version,
        TestPack.run(
            pack.small(version, "a"), pack.small(version, "b"), pack.small(version, "c/d")));

    String first = new String(version.get("/entries?limit=2").bytes());
    String second = new String(version.get("/entries?limit=2&after=b").bytes());

    assertThat(first).contains("\"path\":\"a\"", "\"path\":\"b\"", "\"next\":\"b\"");
    assertThat(second).contains("\"path\":\"c/d\"", "\"change\":\"added\"", "\"next\":null");
    assertThat(version.get("/entries?limit=0").problem(ErrorCode.LIMIT_EXCEEDED)).contains("1000");
  }
}
