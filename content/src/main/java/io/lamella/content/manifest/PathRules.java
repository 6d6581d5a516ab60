package io.lamella.content.manifest;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** What makes bytes a path. */
final class PathRules {
  private PathRules() {}

  /**
   * Checks {@code path}, whose bytes before {@code from} are known to be good; {@code from} starts
   * a part.
   *
   * @throws InvalidPathException naming the path and what is wrong
   */
  static void check(byte[] path, int from) {
    if (path.length == 0) {
      throw new InvalidPathException("path is empty");
    }
    if (path.length > EntryPath.MAX_BYTES) {
      throw invalid(path, "is longer than " + EntryPath.MAX_BYTES + " bytes");
    }
    boolean ascii = true;
    int start = from;
    for (int i = from; i <= path.length; i++) {
      if (i == path.length || path[i] == '/') {
        checkPart(path, start, i);
        start = i + 1;
      } else if (path[i] <= 0) {
        if (path[i] == 0) {
          throw invalid(path, "contains NUL");
        }
        ascii = false;
      }
    }
    if (!ascii && !isUtf8(path, from)) {
      throw invalid(path, "is not valid UTF-8");
    }
  }

  private static void checkPart(byte[] path, int start, int end) {
    switch (end - start) {
      case 0 -> throw invalid(path, end == 0 ? "is absolute" : "has an empty part");
      case 1 -> {
        if (path[start] == '.') {
          throw invalid(path, "has a part \".\"");
        }
      }
      case 2 -> {
        if (path[start] == '.' && path[start + 1] == '.') {
          throw invalid(path, "has a part \"..\"");
        }
      }
      default -> {}
    }
  }

  private static boolean isUtf8(byte[] path, int from) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(path, from, path.length - from));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static InvalidPathException invalid(byte[] path, String why) {
    int named = Math.min(path.length, EntryPath.MAX_BYTES);
    return new InvalidPathException(
        "path " + why + ": " + new String(path, 0, named, StandardCharsets.UTF_8));
  }
}
