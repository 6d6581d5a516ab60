package io.lamella.cache.download;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteRangeTest {
  @ParameterizedTest
  @CsvSource({
    "bytes=0-0, 0, 1",
    "bytes=2-5, 2, 4",
    "bytes=2-, 2, 8",
    "bytes=2-999999999999999999, 2, 8",
    "bytes=-3, 7, 3",
    "bytes=-30, 0, 10",
    "bytes=9-9, 9, 1"
  })
  void readsSingleRangesOfTenBytes(String header, long from, long length) {
    assertThat(ByteRange.parse(header, 10)).contains(new ByteRange(from, length, 10));
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes=10-", "bytes=10-12", "bytes=-0"})
  void refusesRangesWithoutAByte(String header) {
    assertThatThrownBy(() -> ByteRange.parse(header, 10))
        .isInstanceOfSatisfying(
            LamellaException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.RANGE_NOT_SATISFIABLE));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"bytes=5-2", "bytes=-", "items=0-1", "bytes=0-1,3-4", "bytes=a-b", "", "0-1"})
  void leavesOutWhatIsNoSingleRange(String header) {
    assertThat(ByteRange.parse(header, 10)).isEmpty();
  }
}
