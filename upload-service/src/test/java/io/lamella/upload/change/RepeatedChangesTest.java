package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.rest.RunAccepted;
import io.lamella.testkit.Race;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Answer;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.util.List;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RepeatedChangesTest {
  private final TestVersion version = TestVersion.fresh();
  private final TestPack pack = TestPack.random(4, 10_000);

  @Test
  void theSameKeyAndBodyIsTheSameAnswer() {
    // Given
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "once"));

    // When
    RunAccepted first =
        TestPack.register(version, run, "Idempotency-Key", "k1").as(RunAccepted.class);
    RunAccepted again =
        TestPack.register(version, run, "Idempotency-Key", "k1").as(RunAccepted.class);
    RunAccepted other =
        TestPack.register(version, run, "Idempotency-Key", "k2").as(RunAccepted.class);

    // Then
    assertThat(again).isEqualTo(first);
    assertThat(other.run()).isEqualTo(first.run() + 1);
  }

  @RepeatedTest(3)
  void theSameRequestManyTimesAtOnceIsOneRun() {
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "once"));

    List<RunAccepted> answers =
        Race.of(
            8, () -> TestPack.register(version, run, "Idempotency-Key", "k").as(RunAccepted.class));

    assertThat(answers).containsOnly(answers.get(0));
    assertThat(TestRows.count("draft_run WHERE version = $1", version.id())).isEqualTo(1);
  }

  @Test
  void theSameKeyWithAnotherBodyIsRefused() {
    pack.put(version);
    TestPack.register(version, TestPack.run(pack.small(version, "one")), "Idempotency-Key", "k");

    Answer answer =
        TestPack.register(
            version, TestPack.run(pack.small(version, "two")), "Idempotency-Key", "k");

    answer.problem(ErrorCode.IDEMPOTENCY_MISMATCH);
  }

  @Test
  void refusesAKeyThatIsTooLongAndSaysTheLimit() {
    version.open();

    Answer answer = TestPack.register(version, TestPack.run(), "Idempotency-Key", "k".repeat(256));

    assertThat(answer.problem(ErrorCode.LIMIT_EXCEEDED)).contains("255");
  }

  @Test
  void aRepeatedRequestIsAnsweredWhileSealing() {
    // Given
    pack.put(version);
    byte[] run = TestPack.run(pack.small(version, "once"));
    RunAccepted first =
        TestPack.register(version, run, "Idempotency-Key", "k").as(RunAccepted.class);
    TestRows.change("UPDATE draft SET state = 'SEALING' WHERE version = $1", version.id());

    // When
    Answer again = TestPack.register(version, run, "Idempotency-Key", "k");

    // Then
    assertThat(again.as(RunAccepted.class)).isEqualTo(first);
    TestPack.register(version, run).problem(ErrorCode.SEALING);
  }
}
