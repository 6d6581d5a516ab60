package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.ParentChanges;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.contracts.ticket.Ticket.Merge;
import io.lamella.contracts.ticket.Ticket.MergeMode;
import io.lamella.contracts.ticket.Ticket.OnConflict;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class ParentMergesTest {
  private static final Merge THEIRS = new Merge(MergeMode.THREE_WAY, OnConflict.THEIRS, false);

  private static final TestVersion VERSION = TestVersion.fresh();
  private static final TestPack PACK = TestPack.random(4, 10_000);
  private static VersionSealed base;
  private static VersionSealed left;
  private static VersionSealed right;

  @BeforeAll
  static void twoChildrenOfOneVersion() {
    base = sealed(VERSION, puts("same", 0, "both", 0, "gone", 0));
    left = sealed(VERSION.child(base), puts("both", 1, "left", 1));
    List<Change> changes = puts("both", 2, "right", 2);
    changes.add(new Change.Delete(EntryPath.of("gone")));
    right = sealed(VERSION.child(base), changes);
  }

  @Test
  void aDraftOfSeveralParentsBeginsWithTheirMerge() {
    // Given
    TestVersion merging = VERSION.merging(THEIRS, base, left, right);

    // When
    DraftView draft = merging.open().as(DraftView.class);
    TestPack.register(merging, TestPack.run(file(merging, "own", 3))).as(RunAccepted.class);
    VersionSealed sealed = seal(merging);

    // Then
    assertThat(draft.conflicts()).isEqualTo(1);
    assertThat(draft.pending()).isEqualTo(1);
    assertThat(sealed.conflicts()).isEqualTo(1);
    assertThat(sealed.changes())
        .containsExactly(
            new ParentChanges(left.version(), 2, 1, 1),
            new ParentChanges(right.version(), 2, 0, 0));
    assertThat(List.of(sealed.added(), sealed.modified(), sealed.removed()))
        .containsExactly(2L, 0L, 0L);
    assertThat(sealed.digest())
        .isEqualTo(
            sealed(
                    TestVersion.in(VERSION.domain()),
                    puts("same", 0, "both", 2, "left", 1, "right", 2, "own", 3))
                .digest());
  }

  @Test
  void isMergedByTheSealWhenNobodyOpenedIt() {
    // Given
    Merge ours = new Merge(MergeMode.THREE_WAY, OnConflict.OURS, false);

    // When
    VersionSealed sealed = seal(VERSION.merging(ours, base, left, right));

    // Then
    assertThat(sealed.digest())
        .isEqualTo(
            sealed(
                    TestVersion.in(VERSION.domain()),
                    puts("same", 0, "both", 1, "left", 1, "right", 2))
                .digest());
    assertThat(sealed.conflicts()).isEqualTo(1);
  }

  @Test
  void aMergeThatIsToFailOnConflictsTakesNoChangesAndIsNotSealed() {
    // Given
    Merge fail = new Merge(MergeMode.THREE_WAY, OnConflict.FAIL, false);
    TestVersion merging = VERSION.merging(fail, base, left, right);

    // Then
    assertThat(merging.draft().as(DraftView.class).conflicts()).isEqualTo(1);
    TestPack.register(merging, TestPack.run(file(merging, "own", 3)))
        .problem(ErrorCode.MERGE_CONFLICT);
    merging.atEpoch(2).askSeal();
    assertThat(merging.atEpoch(2).awaitSealFailed().code())
        .isEqualTo(ErrorCode.MERGE_CONFLICT.code());
  }

  @Test
  void aMergeThatIsToFailOnConflictsGoesOnWithoutAny() {
    // Given
    Merge fail = new Merge(MergeMode.THREE_WAY, OnConflict.FAIL, false);

    // When
    VersionSealed sealed = seal(VERSION.merging(fail, base, left, left));

    // Then
    assertThat(sealed.digest()).isEqualTo(left.digest());
  }

  @Test
  void aSquashInheritsNothingAndHoldsTheMerge() {
    // Given
    Merge squash = new Merge(MergeMode.THREE_WAY, OnConflict.THEIRS, true);

    // When
    VersionSealed sealed = seal(VERSION.merging(squash, base, left, right));
    VersionSealed alone = seal(VERSION.merging(squash, null, right));

    // Then
    assertThat(sealed.files()).isEqualTo(4);
    assertThat(sealed.storedBytes()).isLessThan(PACK.bytes().length);
    assertThat(List.of(sealed.added(), sealed.modified(), sealed.removed()))
        .containsExactly(4L, 0L, 0L);
    assertThat(sealed.changes()).isEmpty();
    assertThat(alone.digest()).isEqualTo(right.digest());
  }

  @Test
  void layersBringBackWhatOneParentDeleted() {
    // Given
    Merge layered = new Merge(MergeMode.LAYERED, OnConflict.THEIRS, false);

    // When
    VersionSealed sealed = seal(VERSION.merging(layered, null, left, right));

    // Then
    assertThat(sealed.conflicts()).isZero();
    assertThat(sealed.digest())
        .isEqualTo(
            sealed(
                    TestVersion.in(VERSION.domain()),
                    puts("same", 0, "both", 2, "left", 1, "right", 2, "gone", 0))
                .digest());
  }

  @Test
  void whoeverComesMeanwhileGetsTheSameMerge() throws Exception {
    // Given
    TestVersion merging = VERSION.merging(THEIRS, base, left, right);
    ExecutorService clients = Executors.newFixedThreadPool(6);

    // When
    List<Callable<DraftView>> opening = new ArrayList<>();
    for (int i = 0; i < 6; i++) {
      opening.add(() -> merging.open().as(DraftView.class));
    }
    List<Future<DraftView>> opened = clients.invokeAll(opening);
    clients.shutdown();

    // Then
    for (Future<DraftView> draft : opened) {
      assertThat(draft.get().conflicts()).isEqualTo(1);
    }
    assertThat(TestRows.count("draft_run WHERE version = $1", merging.id())).isEqualTo(1);
    assertThat(seal(merging).files()).isEqualTo(4);
  }

  @Test
  void aResumedDraftIsNotMergedAgainOverWhatWasPutSince() {
    // Given
    TestVersion merging = VERSION.merging(THEIRS, base, left, right);
    TestPack.register(merging, TestPack.run(file(merging, "both", 3))).as(RunAccepted.class);

    // When
    TestVersion resumed = merging.atEpoch(3);
    resumed.open();
    resumed.atEpoch(4).askSeal();
    VersionSealed sealed = resumed.atEpoch(4).awaitSealed();

    // Then
    assertThat(sealed.digest())
        .isEqualTo(
            sealed(
                    TestVersion.in(VERSION.domain()),
                    puts("same", 0, "both", 3, "left", 1, "right", 2))
                .digest());
  }

  private static VersionSealed sealed(TestVersion draft, List<Change> changes) {
    PACK.put(draft);
    TestPack.register(draft, TestPack.run(changes)).as(RunAccepted.class);
    return seal(draft);
  }

  private static VersionSealed seal(TestVersion draft) {
    draft.atEpoch(2).askSeal();
    return draft.atEpoch(2).awaitSealed();
  }

  /** Files by path, each of one of the pack's chunks. */
  private static List<Change> puts(Object... pathsAndSlots) {
    List<Change> puts = new ArrayList<>();
    for (int i = 0; i < pathsAndSlots.length; i += 2) {
      puts.add(
          new Change.Put(file(VERSION, (String) pathsAndSlots[i], (Integer) pathsAndSlots[i + 1])));
    }
    return puts;
  }

  private static Entry.File file(TestVersion of, String path, int slot) {
    return PACK.file(of, path, PACK.chunks().get(slot), slot, 1);
  }
}
