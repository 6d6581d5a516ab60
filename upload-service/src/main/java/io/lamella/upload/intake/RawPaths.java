package io.lamella.upload.intake;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Paths of versions in URLs: percent-encoded per part, decoded once from the raw target. */
final class RawPaths {
  private RawPaths() {}

  /**
   * The path behind {@code marker} in a request's raw target.
   *
   * @throws InvalidPathException when it is none that a version can hold
   */
  static EntryPath behind(String marker, String target) {
    int query = target.indexOf('?');
    String path = query < 0 ? target : target.substring(0, query);
    int start = path.indexOf(marker);
    if (start < 0) {
      throw new InvalidPathException("no path in " + path);
    }
    return EntryPath.ofUtf8(decode(path.substring(start + marker.length())));
  }

  private static byte[] decode(String encoded) {
    byte[] raw = encoded.getBytes(StandardCharsets.ISO_8859_1);
    ByteArrayOutputStream out = new ByteArrayOutputStream(raw.length);
    for (int i = 0; i < raw.length; i++) {
      if (raw[i] != '%') {
        out.write(raw[i]);
        continue;
      }
      int high = i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
      int low = i + 2 < raw.length ? Character.digit(raw[i + 2], 16) : -1;
      if (high < 0 || low < 0) {
        throw new InvalidPathException("not percent-encoded: " + encoded);
      }
      int value = high << 4 | low;
      if (value == '/') {
        throw new InvalidPathException("a part of a path holds no '/': " + encoded);
      }
      out.write(value);
      i += 2;
    }
    return out.toByteArray();
  }
}
