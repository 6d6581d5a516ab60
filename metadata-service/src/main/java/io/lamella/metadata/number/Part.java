package io.lamella.metadata.number;

import java.math.BigInteger;

/** A part of the local part of a number: digits count, everything else is a word. */
final class Part {
  private Part() {}

  static boolean isNumeric(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  /** The part without leading zeros when it counts. */
  static String trim(String part) {
    return isNumeric(part) ? new BigInteger(part).toString() : part;
  }
}
