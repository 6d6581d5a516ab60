package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.DraftView;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RefusedChangesTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  @Test
  void refusesBytesThatAreNotStored() {
    version.open();
    TestPack never = TestPack.random(1, 1_000);

    Answer answer =
        TestPack.register(version, TestPack.run(never.small(version, "train/lost.bin")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("train/lost.bin");
    assertThat(version.draft().as(DraftView.class).pending()).isZero();
  }

  @Test
  void refusesBytesThatAreStoredButNotLeased() {
    TestVersion owner = TestVersion.in(version.domain());
    pack.put(owner);

    Answer answer = TestPack.register(version, TestPack.run(pack.small(version, "stolen")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("stolen");
  }

  @Test
  void refusesBytesOfAnotherDomain() {
    TestVersion owner = TestVersion.fresh();
    pack.put(owner);

    Answer answer = TestPack.register(version, TestPack.run(pack.small(owner, "stolen")));

    assertThat(answer.problem(ErrorCode.MISSING_CONTENT)).contains("stolen");
  }

  @Test
  void refusesBytesWhoseLeaseHasEnded() {
    pack.put(version);
    TestRows.change(
        "UPDATE lease SET until = now() - interval '1 second' WHERE draft = $1", version.id());
    TestRows.change("UPDATE draft SET lease_until = now() WHERE version = $1", version.id());

    Answer answer = TestPack.register(version, TestPack.run(pack.small(version, "late")));

    answer.problem(ErrorCode.MISSING_CONTENT);
  }

  @Test
  void refusesRangesThatAreNotThePacks() {
    pack.put(version);
    Entry.File file = pack.small(version, "bent");
    Extent right = file.extents().get(0);
    Extent shifted =
        new Extent(
            right.pack(),
            right.offset() + 1,
            right.storedLength(),
            right.rawLength(),
            right.firstSlot(),
            1);
    Extent beyond =
        new Extent(right.pack(), right.offset(), right.storedLength(), right.rawLength(), 4, 1);

    for (Extent wrong : List.of(shifted, beyond)) {
      Answer answer =
          TestPack.register(version, TestPack.run(with(file, file.size(), List.of(wrong))));
      assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("bent");
    }
  }

  @Test
  void refusesASizeThatIsNotThatOfTheRanges() {
    pack.put(version);
    Entry.File file = pack.small(version, "grown");

    Answer answer =
        TestPack.register(version, TestPack.run(with(file, file.size() + 1, file.extents())));

    assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("grown");
  }

  @Test
  void refusesAWrongDigestOfAOneChunkFile() {
    pack.put(version);

    Answer answer =
        TestPack.register(version, TestPack.run(pack.file(version, "lie", Digest.EMPTY, 0, 1)));

    assertThat(answer.problem(ErrorCode.INVALID_CHANGE)).contains("lie");
  }

  @Test
  void refusesAWrongDigestOfAnEmptyFile() {
    version.open();
    Entry.File empty =
        new Entry.File(EntryPath.of("empty"), 0, false, Digest.of(new byte[1]), List.of(), 0, 0644);

    assertThat(TestPack.register(version, TestPack.run(empty)).problem(ErrorCode.INVALID_CHANGE))
        .contains("empty");
  }

  @Test
  void refusesWhatIsNoRun() {
    version.open();

    TestPack.register(version, new byte[] {1, 2, 3}).problem(ErrorCode.INVALID_CHANGE);
  }

  @Test
  void refusesARunThatIsTooLarge() {
    version.open();
    String answer =
        RawRequest.announce(version, "POST", "/v1/drafts/" + version.id() + "/changes", 1L << 30);

    assertThat(answer).startsWith("HTTP/1.1 413").contains("268435456");
  }

  private static Entry.File with(Entry.File file, long size, List<Extent> extents) {
    return new Entry.File(
        file.path(),
        size,
        file.executable(),
        file.digest(),
        extents,
        file.mtimeNanos(),
        file.mode());
  }
}
