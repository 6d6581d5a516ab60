package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SourceRulesTest {
  private final SourceRules rules;

  SourceRulesTest() throws IOException {
    rules = new SourceRules(Set.of("file:///data", "s3://raw/in/", "https://host:8443/"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///data/",
        "file:///data/a/b",
        "s3://raw/in/",
        "s3://raw/in/x",
        "s3://RAW/in/x",
        "https://host:8443/any?x=/../"
      })
  void whatLiesThereIsRead(String text) throws IOException {
    SourceAddress address = SourceAddress.of(text.replace("?x=/../", ""));

    assertThatCode(() -> rules.require(address)).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:///database",
        "file:///",
        "file:///data/../etc/passwd",
        "file:///data/%2e%2e/etc/passwd",
        "s3://raw/index",
        "s3://raw/",
        "s3://rawer/in/x",
        "gs://raw/in/x",
        "http://host:8443/x",
        "https://host/x",
        "https://host.evil.org/x",
        "https://evil.org/https://host:8443/"
      })
  void whatLiesElsewhereIsNot(String text) throws IOException {
    SourceAddress address = SourceAddress.of(text);

    assertThatThrownBy(() -> rules.require(address))
        .isInstanceOfSatisfying(
            SourceException.class,
            e ->
                org.assertj.core.api.Assertions.assertThat(e.code())
                    .isEqualTo(ErrorCode.SOURCE_REFUSED));
  }

  @Test
  void nothingIsReadWithoutARule() throws IOException {
    SourceRules none = new SourceRules(Set.of());
    SourceAddress address = SourceAddress.of("https://host/");

    assertThatThrownBy(() -> none.require(address)).isInstanceOf(SourceException.class);
  }

  @Test
  void aStarIsEverywhereButNotAboveThePath() throws IOException {
    SourceRules all = new SourceRules(Set.of("*"));

    assertThatCode(() -> all.require(SourceAddress.of("gs://any/thing")))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> all.require(SourceAddress.of("file:///a/../b")))
        .isInstanceOf(SourceException.class);
  }

  @Test
  void whereAFileReallyLiesCounts() {
    assertThatCode(() -> rules.require(Path.of("/data/a"), "file:///data/a"))
        .doesNotThrowAnyException();
    assertThatThrownBy(() -> rules.require(Path.of("/etc/a"), "file:///data/a"))
        .isInstanceOf(SourceException.class);
  }
}
