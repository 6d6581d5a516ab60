package io.lamella.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.Preview;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
  @Test
  void showsTextAndJsonAsTheyAre() {
    assertThat(TestFile.of("# Title\n\u00e4").as("a.md").preview())
        .isEqualTo(
            new Preview("text", "text/plain", false, false, null, "# Title\n\u00e4", null, null));
    assertThat(TestFile.of("{\"a\": [1]}").as("a.json").preview())
        .isEqualTo(
            new Preview(
                "json", "application/json", false, false, null, "{\"a\": [1]}", null, null));
  }

  @Test
  void marksHtmlAsToBeShownInASandbox() {
    Preview preview = TestFile.of("<script>alert(1)</script>").as("a.html").preview();

    assertThat(preview.sandbox()).isTrue();
    assertThat(preview.text()).isEqualTo("<script>alert(1)</script>");
  }

  @Test
  void cutsBetweenCharacters() {
    Limits five = new Limits(5, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    Preview preview = TestFile.of("abc\u20ac").as("a.txt", five).preview();

    assertThat(preview.text()).isEqualTo("abc");
    assertThat(preview.truncated()).isTrue();
  }

  @Test
  void isNotCutWhereTheLimitIsTheEnd() {
    Limits five = new Limits(5, 1, 1, 1, 1, 1, 1, 1, 1, 1);

    assertThat(TestFile.of("abcde").as("a.txt", five).preview().truncated()).isFalse();
  }

  @Test
  void readsUtf16WhoseMarkSaysSo() {
    byte[] bytes = "\uFEFFgr\u00fcn".getBytes(StandardCharsets.UTF_16LE);

    assertThat(new TestFile(bytes).as("a.txt").preview().text()).isEqualTo("gr\u00fcn");
  }

  @ParameterizedTest
  @CsvSource({"a.txt", "a.json", "a.csv", "a.html"})
  void takesNoBytesForText(String name) {
    assertThat(new TestFile(new byte[] {1, 0, 2}).as(name).failure())
        .isEqualTo(Failure.NOT_READABLE);
  }

  @ParameterizedTest
  @CsvSource({"a.gz", "a", "csv", "a.bin", "a.parquet.gz", "a.png.gz", "a.html.gz", ".gz"})
  void looksIntoNothingElse(String name) {
    assertThat(Reading.of(name)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "a.csv,csv,table",
    "b/A.CSV.GZ,csv-gz,table",
    "a.jsonl.zst,jsonl-zst,table",
    "a.jpg,jpg,image"
  })
  void readsByTheName(String name, String code, String kind) {
    Reading reading = Reading.of(name).orElseThrow();

    assertThat(reading.code()).isEqualTo(code);
    assertThat(reading.kind()).isEqualTo(kind);
  }
}
