package io.lamella.contracts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VersionIdTest {
  private static final UUID ID = UUID.fromString("f1e2d3c4-b5a6-4789-8abc-def012345678");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f1e2d3c4-b5a6-4789-8abc-def012345678",
        "F1E2D3C4-B5A6-4789-8ABC-DEF012345678",
        "f1e2d3c4b5a647898abcdef012345678",
        "F1E2D3C4B5A647898ABCDEF012345678"
      })
  void dashesAndCapitalsMakeNoDifference(String text) {
    assertThat(VersionId.parse(text)).contains(ID);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "1-1-1-1-1",
        "f1e2d3c4b5a647898abcdef01234567",
        "f1e2d3c4b5a647898abcdef0123456789",
        "+1e2d3c4b5a647898abcdef012345678",
        "f1e2d3c4b5a6-4789-8abc-def012345678",
        "g1e2d3c4b5a647898abcdef012345678"
      })
  void otherFormsAreNone(String text) {
    assertThat(VersionId.parse(text)).isEmpty();
  }

  @Test
  void whatIsWrittenWithoutDashesIsReadAgain() {
    assertThat(VersionId.plain(ID)).isEqualTo("f1e2d3c4b5a647898abcdef012345678");
    assertThat(VersionId.parse(VersionId.plain(ID))).contains(ID);
  }
}
