package io.lamella.content.store;

import java.util.Arrays;

/** The rules for keys, as {@link ObjectStore} states them. */
final class ObjectKey {
  private static final int MAX_LENGTH = 1024;

  private ObjectKey() {}

  /**
   * The key itself.
   *
   * @throws IllegalArgumentException when it is none
   */
  static String check(String key) {
    if (key.isEmpty() || key.length() > MAX_LENGTH) {
      throw new IllegalArgumentException("a key has 1 to 1,024 bytes, not " + key.length());
    }
    if (!isKey(key)) {
      throw new IllegalArgumentException("not a key: " + key);
    }
    return key;
  }

  /** Whether all parts of {@code text} can be parts of a key. */
  static boolean isKey(String text) {
    return Arrays.stream(text.split("/", -1)).allMatch(ObjectKey::isPart);
  }

  /** Whether {@code part} can stand between two slashes. */
  static boolean isPart(String part) {
    return !part.isEmpty()
        && !part.equals(".")
        && !part.equals("..")
        && part.chars().allMatch(ObjectKey::isAllowed);
  }

  private static boolean isAllowed(int c) {
    return c >= 'a' && c <= 'z'
        || c >= 'A' && c <= 'Z'
        || c >= '0' && c <= '9'
        || c == '.'
        || c == '_'
        || c == '-';
  }
}
