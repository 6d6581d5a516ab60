package io.lamella.upload.seal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.rest.DraftView;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;

/**
 * A seal that meets the end or the next turn of its version. Whichever is first, the draft ends in
 * the later turn, with all that was acknowledged.
 */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SealRaceTest {
  private static final int ROUNDS = 5;

  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(1, 1_000);

  @BeforeEach
  void addAFile() {
    pack.put(version);
    put(version, "a").as(RunAccepted.class);
  }

  @RepeatedTest(ROUNDS)
  void anAbortWhileSealingClosesTheDraftAndKeepsItsContent() {
    Race.between(() -> ask(2), this::abort);

    await()
        .atMost(Duration.ofSeconds(60))
        .until(() -> draft().epoch() == 3 && draft().state().equals("closed"));
    awaitNoPendingSeal();
    assertThat(draft().state()).isEqualTo("closed");
    assertThat(draft().pending()).isEqualTo(1);
    put(version.atEpoch(4), "b").as(RunAccepted.class);
    ask(5);
    assertThat(version.atEpoch(5).awaitSealed().files()).isEqualTo(2);
  }

  @RepeatedTest(ROUNDS)
  void aTurnThatComesWhileSealingTakesEveryChange() {
    Race.between(() -> ask(2), () -> added("b"), () -> added("c"));

    ask(2);
    ask(5);
    assertThat(version.atEpoch(5).awaitSealed().files()).isEqualTo(3);
    assertThat(draft().epoch()).isEqualTo(5);
    awaitNoPendingSeal();
    assertThat(TestRows.count("manifest WHERE version = $1 AND epoch = 5", version.id()))
        .isEqualTo(1);
  }

  /** The two come on different topics. */
  @RepeatedTest(ROUNDS)
  void aSealThatOvertakesTheEventsOfItsTurnIsDone() {
    ask(2);

    Race.between(
        () -> {
          abort();
          version.atEpoch(4).tell(EventType.VERSION_RESUMED, VersionState.UPLOADING);
          return true;
        },
        () -> ask(5));

    assertThat(version.atEpoch(5).awaitSealed().files()).isEqualTo(1);
    assertThat(draft().epoch()).isEqualTo(5);
    assertThat(draft().state()).isEqualTo("sealed");
  }

  @RepeatedTest(ROUNDS)
  void aSealThatIsAskedForManyTimesAtOnceIsDoneOnce() {
    Race.of(6, () -> ask(2));

    assertThat(version.atEpoch(2).awaitSealed().files()).isEqualTo(1);
    awaitNoPendingSeal();
    assertThat(TestRows.count("manifest WHERE version = $1", version.id())).isEqualTo(1);
    assertThat(TestRows.count("seal WHERE version = $1 AND claims = 1", version.id())).isEqualTo(1);
  }

  private Answer put(TestVersion turn, String path) {
    return TestPack.register(turn, TestPack.run(pack.small(version, path)));
  }

  private boolean added(String path) {
    return put(version.atEpoch(4), path).as(RunAccepted.class).puts() == 1;
  }

  private boolean abort() {
    version.atEpoch(3).tell(EventType.VERSION_ABORTED, VersionState.ABORTED);
    return true;
  }

  private boolean ask(long epoch) {
    version.atEpoch(epoch).askSeal();
    return true;
  }

  private DraftView draft() {
    return version.draft().as(DraftView.class);
  }

  private void awaitNoPendingSeal() {
    await()
        .atMost(Duration.ofSeconds(60))
        .until(
            () ->
                TestRows.count("seal WHERE version = $1 AND state = 'PENDING'", version.id()) == 0);
  }
}
