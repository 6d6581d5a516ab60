package io.lamella.cache.contents;

import io.lamella.content.manifest.InvalidPathException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The path of a raw request target: split at its slashes first, each part decoded once. */
final class RawPath {
  private RawPath() {}

  /**
   * The parts of a target, without its query.
   *
   * @throws InvalidPathException for an escape that is none, bytes that are not UTF-8, or a slash
   *     or NUL inside a part
   */
  static List<String> parts(String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    List<String> parts = new ArrayList<>();
    for (String part : path.substring(path.startsWith("/") ? 1 : 0).split("/", -1)) {
      parts.add(decode(part));
    }
    return parts;
  }

  private static String decode(String part) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(part.length());
    byte[] raw = part.getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] == '%') {
        bytes.write(escaped(raw, i, part));
        i += 2;
      } else {
        bytes.write(raw[i]);
      }
    }
    String text = utf8(bytes.toByteArray(), part);
    if (text.indexOf('/') >= 0 || text.indexOf('\0') >= 0) {
      throw new InvalidPathException("A name holds a slash or a NUL: " + part);
    }
    return text;
  }

  private static int escaped(byte[] raw, int at, String part) {
    int high = at + 2 < raw.length ? Character.digit(raw[at + 1], 16) : -1;
    int low = at + 2 < raw.length ? Character.digit(raw[at + 2], 16) : -1;
    if (high < 0 || low < 0) {
      throw new InvalidPathException("Not percent-encoded: " + part);
    }
    return high << 4 | low;
  }

  private static String utf8(byte[] bytes, String part) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new InvalidPathException("Not UTF-8: " + part);
    }
  }
}
