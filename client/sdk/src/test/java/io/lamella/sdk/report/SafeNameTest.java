package io.lamella.sdk.report;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.ReportView;
import java.time.Instant;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SafeNameTest {
  private static final UUID ID = UUID.fromString("12345678-0000-0000-0000-000000000000");

  private static ReportView report(String title, String series, long iteration) {
    return new ReportView(
        ID, "image", title, series, iteration, Instant.EPOCH, "eve", null, null, null, null);
  }

  @ParameterizedTest
  @CsvSource({
    "samples, train, 3, image/png, samples-train-3-12345678.png",
    "samples, '', 0, image/jpeg, samples-0-12345678.jpg",
    "../../etc/passwd, .., -1, video/x-matroska, _etc_passwd-_--1-12345678.mkv",
    "a b/ä, C:\\x, 1, image/svg+xml, a_b_-C_x-1-12345678.svg",
    "t, s, 1, application/x../y, t-s-1-12345678.bin"
  })
  void leadsNowhereAndSaysWhatItIs(
      String title, String series, long iteration, String type, String name) {
    assertThat(SafeName.of(report(title, series, iteration), type)).isEqualTo(name);
  }

  @Test
  void isNeverTooLong() {
    String name =
        SafeName.of(report("t".repeat(255), "s".repeat(255), Long.MIN_VALUE), "image/png");

    assertThat(name).hasSizeLessThan(255).endsWith("-12345678.png");
  }
}
