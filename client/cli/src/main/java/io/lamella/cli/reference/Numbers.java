package io.lamella.cli.reference;

import java.math.BigInteger;

/** Orders version numbers part by part: numbers as numbers, and before words. */
final class Numbers {
  private Numbers() {}

  static int compare(String a, String b) {
    String[] left = a.split("[.\\-+]");
    String[] right = b.split("[.\\-+]");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      int order = compareParts(left[i], right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static int compareParts(String a, String b) {
    boolean number = a.matches("\\d+");
    boolean otherNumber = b.matches("\\d+");
    if (number && otherNumber) {
      return new BigInteger(a).compareTo(new BigInteger(b));
    }
    return number == otherNumber ? a.compareTo(b) : number ? 1 : -1;
  }
}
