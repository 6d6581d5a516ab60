package io.lamella.metadata.version;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.metadata.version.Move.Verdict;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoveTest {
  @ParameterizedTest
  @CsvSource({
    // move, state, sealing, state after, sealing after, raises the epoch
    "FINALIZE, UPLOADING, false, UPLOADING, true, true",
    "ABORT, UPLOADING, false, ABORTED, false, true",
    "ABORT, UPLOADING, true, ABORTED, false, true",
    "RESUME, FAILED, false, UPLOADING, false, true",
    "RESUME, ABORTED, false, UPLOADING, false, true",
    "PUBLISH, FINAL, false, PUBLISHED, false, false"
  })
  void isDone(
      Move move, VersionState state, boolean sealing, VersionState to, boolean then, boolean turn) {
    assertThat(move.judge(state, sealing)).isEqualTo(new Verdict.Go(to, then, turn));
  }

  @ParameterizedTest
  @CsvSource({
    "FINALIZE, UPLOADING, true",
    "FINALIZE, FINAL, false",
    "FINALIZE, PUBLISHED, false",
    "ABORT, ABORTED, false",
    "RESUME, UPLOADING, false",
    "PUBLISH, PUBLISHED, false"
  })
  void isSoAlready(Move move, VersionState state, boolean sealing) {
    assertThat(move.judge(state, sealing)).isEqualTo(Verdict.HOLDS);
  }

  @ParameterizedTest
  @CsvSource({
    "FINALIZE, FAILED, false, WRONG_STATE",
    "FINALIZE, ABORTED, false, WRONG_STATE",
    "ABORT, FAILED, false, WRONG_STATE",
    "ABORT, FINAL, false, WRONG_STATE",
    "ABORT, PUBLISHED, false, WRONG_STATE",
    "RESUME, UPLOADING, true, SEALING",
    "RESUME, FINAL, false, WRONG_STATE",
    "RESUME, PUBLISHED, false, WRONG_STATE",
    "PUBLISH, UPLOADING, false, WRONG_STATE",
    "PUBLISH, UPLOADING, true, WRONG_STATE",
    "PUBLISH, FAILED, false, WRONG_STATE",
    "PUBLISH, ABORTED, false, WRONG_STATE"
  })
  void isRefused(Move move, VersionState state, boolean sealing, ErrorCode code) {
    assertThat(move.judge(state, sealing))
        .isInstanceOfSatisfying(
            Verdict.Refused.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
