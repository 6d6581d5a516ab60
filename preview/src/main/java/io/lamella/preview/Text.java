package io.lamella.preview;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

/** Bytes as the text that they are. */
final class Text {
  private Text() {}

  /**
   * The text, which a limit may have cut in the middle of a character: half a character is left
   * out. UTF-8, or UTF-16 where its mark says so; what is neither is replaced.
   *
   * @throws NoPreviewException when it is no text
   */
  static String of(byte[] bytes) throws IOException {
    Charset charset = StandardCharsets.UTF_8;
    int start = 0;
    if (startsWith(bytes, 0xef, 0xbb, 0xbf)) {
      start = 3;
    } else if (startsWith(bytes, 0xff, 0xfe)) {
      charset = StandardCharsets.UTF_16LE;
      start = 2;
    } else if (startsWith(bytes, 0xfe, 0xff)) {
      charset = StandardCharsets.UTF_16BE;
      start = 2;
    }
    CharsetDecoder decoder =
        charset
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPLACE)
            .onUnmappableCharacter(CodingErrorAction.REPLACE);
    ByteBuffer in = ByteBuffer.wrap(bytes, start, bytes.length - start);
    CharBuffer out = CharBuffer.allocate(in.remaining());
    decoder.decode(in, out, false);
    String text = out.flip().toString();
    if (text.indexOf('\0') >= 0) {
      throw new NoPreviewException(Failure.NOT_READABLE, "no text: it holds a NUL");
    }
    return text;
  }

  private static boolean startsWith(byte[] bytes, int... mark) {
    for (int i = 0; i < mark.length; i++) {
      if (i >= bytes.length || (bytes[i] & 0xff) != mark[i]) {
        return false;
      }
    }
    return true;
  }

  /** The first characters, never half of a pair; with a mark behind them when there are more. */
  static String cut(String text, int length) {
    if (text.length() <= length) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(length - 1)) ? length - 1 : length;
    return text.substring(0, end) + "\u2026";
  }
}
