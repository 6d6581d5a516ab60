package io.lamella.metadata.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MagicTest {
  @ParameterizedTest
  @CsvSource(
      quoteCharacter = '`',
      value = {
        "\\x89PNG\\x0d\\x0a\\x1a\\x0aIHDR, image/png",
        "\\xff\\xd8\\xff\\xe0, image/jpeg",
        "GIF89a, image/gif",
        "II*\\x00, image/tiff",
        "BM1234\\x00\\x00\\x00\\x00, image/bmp",
        "RIFF1234WEBP, image/webp",
        "RIFF1234WAVE, audio/wav",
        "RIFF1234AVI LIST, video/x-msvideo",
        "1234ftypavif, image/avif",
        "1234ftypM4A \\x00, audio/mp4",
        "1234ftypqt  \\x00, video/quicktime",
        "1234ftypisom, video/mp4",
        "OggS..vorbis, audio/ogg",
        "OggS..\\x80theora, video/ogg",
        "\\x1aE\\xdf\\xa3..webm, video/webm",
        "\\x1aE\\xdf\\xa3..matroska, video/x-matroska",
        "fLaC, audio/flac",
        "ID3, audio/mpeg",
        "\\xff\\xfb\\x90\\x00, audio/mpeg",
        "`  <!DOCTYPE HTML>`, text/html",
        "\\xef\\xbb\\xbf<html lang=x>, text/html",
        "<svg xmlns=x>, image/svg+xml",
        "<?xml version=x?><svg>, image/svg+xml"
      })
  void theFirstBytesSayWhatAFileIs(String head, String type) {
    assertThat(Magic.type(bytes(head))).contains(type);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "plain",
        "<script>",
        "<?xml?><a/>",
        "PK\\x03\\x04",
        "BMW is a car",
        "%PDF-1.7"
      })
  void allElseIsNothingThatBrowsersShow(String head) {
    assertThat(Magic.type(bytes(head))).isEmpty();
  }

  @Test
  void whatOnlyMentionsAKindIsNotOfIt() {
    assertThat(Magic.type("see <html>".getBytes(StandardCharsets.UTF_8))).isEmpty();
  }

  /** A text in which a byte may be written as {@code \x89}. */
  private static byte[] bytes(String text) {
    StringBuilder bytes = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      if (text.startsWith("\\x", i)) {
        bytes.append((char) Integer.parseInt(text.substring(i + 2, i + 4), 16));
        i += 3;
      } else {
        bytes.append(text.charAt(i));
      }
    }
    return bytes.toString().getBytes(StandardCharsets.ISO_8859_1);
  }
}
