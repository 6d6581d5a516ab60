package io.lamella.content.manifest;

import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What an entry's fields may be; anything else is an IllegalArgumentException naming the path. */
final class EntryRules {
  private EntryRules() {}

  static void size(EntryPath path, long size, long least) {
    if (size < least) {
      throw new IllegalArgumentException("a size of " + size + " bytes: " + path);
    }
  }

  static void mode(EntryPath path, int mode) {
    if ((mode & ~0777) != 0) {
      throw new IllegalArgumentException(
          "not permission bits: 0" + Integer.toOctalString(mode) + ": " + path);
    }
  }

  static void text(EntryPath path, String what, String text, int maxBytes) {
    try {
      int bytes = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text)).remaining();
      if (bytes == 0 || bytes > maxBytes || text.indexOf('\0') >= 0) {
        throw new IllegalArgumentException(
            what + " has 1 to " + maxBytes + " bytes without NUL: " + path);
      }
    } catch (CharacterCodingException e) {
      throw new IllegalArgumentException(what + " has half a surrogate pair: " + path, e);
    }
  }
}
