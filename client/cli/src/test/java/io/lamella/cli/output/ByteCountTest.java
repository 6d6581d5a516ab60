package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ByteCountTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1024, 1024",
    "1k, 1024",
    "500M, 524288000",
    "2 GiB, 2147483648",
    "1TB, 1099511627776"
  })
  void readsBytesAsPeopleWriteThem(String text, long bytes) {
    assertThat(ByteCount.parse(text)).isEqualTo(bytes);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "many", "-1", "1.5G", "99999999999999T"})
  void refusesTheRest(String text) {
    assertThatThrownBy(() -> ByteCount.parse(text)).isInstanceOf(UsageException.class);
  }
}
