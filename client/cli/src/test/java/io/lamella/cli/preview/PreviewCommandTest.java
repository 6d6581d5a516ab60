package io.lamella.cli.preview;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.Preview;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.contracts.rest.VersionStatistics;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PreviewCommandTest {
  @Test
  void showsATableInColumns() {
    Preview.Table table =
        new Preview.Table(
            List.of(new Preview.Column("id", null), new Preview.Column("long name", "string")),
            List.of(Arrays.asList("100", null), List.of("2", "a\nb\u001b[2J" + "x".repeat(50))),
            1,
            7L);

    String text = text(new Preview("table", "t", true, false, table, null, null, null));

    assertThat(text.lines())
        .containsExactly(
            "id   long name",
            "100  -",
            "2    a b [2J" + "x".repeat(33) + "\u2026",
            "(2 rows of 7, 1 line not readable)");
  }

  /** A terminal obeys what is written to it. */
  @Test
  void letsNothingThroughThatATerminalObeys() {
    String text =
        text(
            new Preview(
                "text", "t", false, false, null, "a\u001b[31m\tb\r\n\u009bc\n", null, null));

    assertThat(text).isEqualTo("a[31m\tb\nc");
  }

  @Test
  void saysWhereImagesAndMediaAre() {
    Preview.Image size = new Preview.Image(800, 600);

    assertThat(text(new Preview("image", "image/png", false, false, null, null, size, null)))
        .isEqualTo(
            "image/png, 800 x 600 pixels, thumbnail at http://s/v/preview/image?path=d%2Fa%20b");
    assertThat(text(new Preview("audio", "audio/wav", false, false, null, null, null, 1.25)))
        .isEqualTo("audio/wav, 1.3 s, to be played from http://s/v/files/d/a%20b");
  }

  @Test
  void saysWhyThereIsNone() {
    assertThat(PreviewCommand.text(view(null, "too-large"), "http://s/v"))
        .isEqualTo("no preview of d/a b: too-large");
  }

  @Test
  void showsNumbersOfAVersion() {
    VersionStatistics numbers =
        new VersionStatistics(
            "d",
            2,
            2049,
            1,
            0,
            0,
            List.of(new VersionStatistics.Extension("", 2, 2049)),
            1L,
            2048L,
            1L,
            List.of(new VersionStatistics.Bucket(1, 1, 1)),
            List.of(new VersionStatistics.Large("a", 2048)));

    assertThat(StatisticsCommand.text(numbers).lines().map(String::strip))
        .containsExactly(
            "2 files, 2.0 KiB, 1 link",
            "",
            "by extension",
            "(none)                    2       2.0 KiB",
            "",
            "by size, at most",
            "1 B                       1           1 B",
            "",
            "largest",
            "2.0 KiB  a");
  }

  private static String text(Preview preview) {
    return PreviewCommand.text(view(preview, null), "http://s/v");
  }

  private static PreviewView view(@Nullable Preview preview, @Nullable String failure) {
    return new PreviewView("d/a b", 1, "00", "x", "ready", failure, preview);
  }
}
