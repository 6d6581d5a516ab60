package io.lamella.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PrintableTest {
  @Test
  void nothingInATextMovesTheCursor() {
    assertThat(Printable.of("a\tb\u001b[2Jc\u009b1Ad\r\né"))
        .isEqualTo("a\tb\uFFFD[2Jc\uFFFD1Ad\uFFFD\uFFFDé");
  }
}
