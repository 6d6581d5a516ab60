package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0 B",
    "1023, 1023 B",
    "1024, 1.0 KiB",
    "1536, 1.5 KiB",
    "1048576, 1.0 MiB",
    "5368709120, 5.0 GiB"
  })
  void bytesAsPeopleReadThem(long bytes, String text) {
    assertThat(Sizes.bytes(bytes)).isEqualTo(text);
  }

  @Test
  void numbersAndTimes() {
    assertThat(Sizes.count(1, "file")).isEqualTo("1 file");
    assertThat(Sizes.count(2, "file")).isEqualTo("2 files");
    assertThat(Sizes.time(Duration.ofSeconds(59))).isEqualTo("59 s");
    assertThat(Sizes.time(Duration.ofSeconds(61))).isEqualTo("1 min 1 s");
    assertThat(Sizes.time(Duration.ofMinutes(125))).isEqualTo("2 h 5 min");
  }

  @Test
  void progressSaysFilesBytesRateAndTimeLeft() {
    try (ProgressLine line = ProgressLine.silent()) {
      line.begin(10, 10 << 20);
      line.files(3);
      line.read(5 << 20);
      line.sent(1 << 20);

      assertThat(line.text(Duration.ofSeconds(5)))
          .isEqualTo("3/10 files, 5.0 MiB of 10.0 MiB, 1.0 MiB/s, 1.0 MiB over the wire, 5 s left");
    }
  }
}
