package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.content.manifest.Run;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import org.junit.jupiter.api.Test;

class RunRoomTest {
  private static final int MIB = 1 << 20;

  private final RunRoom room = new RunRoom(40L * MIB);

  @Test
  void whatEncodersWriteNeedsNoRoom() {
    for (int i = 0; i < 1_000; i++) {
      assertThat(room.take(MIB / 2, MIB / 2)).isNotNull();
    }
    room.take(0, 2 * MIB).close();
  }

  @Test
  void largeBlocksShareTheRoomAndGiveItBack() {
    // Given
    Run.Room.Taken first = room.take(MIB, MIB);
    Run.Room.Taken second = room.take(MIB, MIB);

    // When, Then
    assertRefused(ErrorCode.TOO_MANY_REQUESTS, MIB);
    first.close();
    room.take(MIB, MIB).close();
    second.close();
    room.take(0, 2 * MIB).close();
  }

  @Test
  void refusesForGoodWhatNeverFits() {
    assertRefused(ErrorCode.LIMIT_EXCEEDED, 3 * MIB);
    assertRefused(ErrorCode.LIMIT_EXCEEDED, Integer.MAX_VALUE);
    room.take(0, 2 * MIB).close();
  }

  private void assertRefused(ErrorCode code, int rawBytes) {
    assertThatThrownBy(() -> room.take(1, rawBytes))
        .isInstanceOfSatisfying(
            LamellaException.class, refused -> assertThat(refused.code()).isEqualTo(code));
  }
}
