package io.lamella.metadata.report;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;

/** What a file is, by its first bytes and by nothing that its sender says. */
final class Magic {
  private static final int HEAD = 1_024;

  private final String head;

  private Magic(String head) {
    this.head = head;
  }

  /** Its media type, if it is an image, sound, a film or a page that browsers show. */
  static Optional<String> type(byte[] content) {
    Magic magic =
        new Magic(
            new String(content, 0, Math.min(HEAD, content.length), StandardCharsets.ISO_8859_1));
    return magic.image().or(magic::container).or(magic::sound).or(magic::markup);
  }

  private Optional<String> image() {
    if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
      return Optional.of("image/png");
    }
    if (head.startsWith("\u00ff\u00d8\u00ff")) {
      return Optional.of("image/jpeg");
    }
    if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
      return Optional.of("image/gif");
    }
    if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
      return Optional.of("image/tiff");
    }
    return head.startsWith("BM") && at(6, "\0\0\0\0") ? Optional.of("image/bmp") : Optional.empty();
  }

  /** What may hold several kinds says which one in its head. */
  private Optional<String> container() {
    if (head.startsWith("RIFF")) {
      return at(8, "WEBP")
          ? Optional.of("image/webp")
          : at(8, "WAVE")
              ? Optional.of("audio/wav")
              : at(8, "AVI ") ? Optional.of("video/x-msvideo") : Optional.empty();
    }
    if (at(4, "ftyp")) {
      return Optional.of(
          at(8, "avif")
              ? "image/avif"
              : at(8, "M4A ") ? "audio/mp4" : at(8, "qt  ") ? "video/quicktime" : "video/mp4");
    }
    if (head.startsWith("OggS")) {
      return Optional.of(head.contains("\u0080theora") ? "video/ogg" : "audio/ogg");
    }
    return head.startsWith("\u001aE\u00df\u00a3")
        ? Optional.of(head.contains("webm") ? "video/webm" : "video/x-matroska")
        : Optional.empty();
  }

  private Optional<String> sound() {
    if (head.startsWith("fLaC")) {
      return Optional.of("audio/flac");
    }
    boolean mpeg =
        head.startsWith("ID3")
            || (head.length() > 3
                && head.charAt(0) == 0xff
                && (head.charAt(1) == 0xfb || head.charAt(1) == 0xf3 || head.charAt(1) == 0xf2));
    return mpeg ? Optional.of("audio/mpeg") : Optional.empty();
  }

  private Optional<String> markup() {
    String text = head.replaceFirst("^\u00ef\u00bb\u00bf", "").stripLeading();
    String begin = text.toLowerCase(Locale.ROOT);
    if (begin.startsWith("<!doctype html") || begin.startsWith("<html")) {
      return Optional.of("text/html");
    }
    return begin.startsWith("<svg") || (begin.startsWith("<?xml") && begin.contains("<svg"))
        ? Optional.of("image/svg+xml")
        : Optional.empty();
  }

  private boolean at(int place, String bytes) {
    return head.startsWith(bytes, place);
  }
}
