package io.lamella.preview;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** What media are, by their first bytes. */
final class Magic {
  private Magic() {}

  /**
   * The media type; null when the bytes are none that is known here.
   *
   * @param head the first bytes, 16 or more where there are so many
   */
  static @Nullable String of(byte[] head) {
    String text = new String(head, 0, Math.min(head.length, 64), StandardCharsets.ISO_8859_1);
    if (text.startsWith("\u0089PNG\r\n\u001a\n")) {
      return "image/png";
    }
    if (text.startsWith("\u00ff\u00d8\u00ff")) {
      return "image/jpeg";
    }
    if (text.startsWith("GIF8")) {
      return "image/gif";
    }
    if (text.startsWith("BM")) {
      return "image/bmp";
    }
    if (text.startsWith("RIFF")) {
      return riff(text);
    }
    if (text.startsWith("fLaC")) {
      return "audio/flac";
    }
    if (text.startsWith("OggS")) {
      return "audio/ogg";
    }
    if (text.startsWith("ID3") || isMpegFrame(head)) {
      return "audio/mpeg";
    }
    if (text.startsWith("ftyp", 4)) {
      return text.startsWith("M4A", 8)
          ? "audio/mp4"
          : text.startsWith("qt", 8) ? "video/quicktime" : "video/mp4";
    }
    if (text.startsWith("\u001aE\u00df\u00a3")) {
      return text.contains("webm") ? "video/webm" : "video/x-matroska";
    }
    return null;
  }

  private static @Nullable String riff(String text) {
    return text.startsWith("WAVE", 8)
        ? "audio/wav"
        : text.startsWith("AVI ", 8)
            ? "video/x-msvideo"
            : text.startsWith("WEBP", 8) ? "image/webp" : null;
  }

  private static boolean isMpegFrame(byte[] head) {
    return head.length > 1 && (head[0] & 0xff) == 0xff && (head[1] & 0xe6) == 0xe2;
  }
}
