package io.lamella.metadata.number;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The order of PEP 440, told as the document tells it: part by part, from the canonical text. An
 * oracle for the sort key, which is made in another way.
 */
final class Pep440 {
  private static final Pattern CANONICAL =
      Pattern.compile(
          "(?:(\\d+)!)?(\\d+(?:\\.\\d+)*)(?:(a|b|rc)(\\d+))?(?:\\.post(\\d+))?(?:\\.dev(\\d+))?(?:\\+(.*))?");

  private Pep440() {}

  static int compare(VersionNumber one, VersionNumber other) {
    Matcher a = match(one);
    Matcher b = match(other);
    int order = integer(a.group(1), 0).compareTo(integer(b.group(1), 0));
    order = order != 0 ? order : release(a.group(2)).compareTo(release(b.group(2)));
    order = order != 0 ? order : Integer.compare(phase(a), phase(b));
    order = order != 0 ? order : integer(a.group(4), 0).compareTo(integer(b.group(4), 0));
    order = order != 0 ? order : integer(a.group(5), -1).compareTo(integer(b.group(5), -1));
    order = order != 0 ? order : dev(a, b);
    return order != 0 ? order : local(a.group(7), b.group(7));
  }

  private static Matcher match(VersionNumber number) {
    Matcher m = CANONICAL.matcher(number.toString());
    if (!m.matches()) {
      throw new AssertionError("not canonical: " + number);
    }
    return m;
  }

  private static BigInteger integer(String digits, long otherwise) {
    return digits == null ? BigInteger.valueOf(otherwise) : new BigInteger(digits);
  }

  /** A development release of nothing else comes before alphas, a release after candidates. */
  private static int phase(Matcher m) {
    if (m.group(3) != null) {
      return List.of("a", "b", "rc").indexOf(m.group(3));
    }
    return m.group(5) == null && m.group(6) != null ? -1 : 3;
  }

  private static int dev(Matcher a, Matcher b) {
    if (a.group(6) == null || b.group(6) == null) {
      return Boolean.compare(a.group(6) == null, b.group(6) == null);
    }
    return integer(a.group(6), 0).compareTo(integer(b.group(6), 0));
  }

  private static int local(String a, String b) {
    if (a == null || b == null) {
      return Boolean.compare(a != null, b != null);
    }
    String[] left = a.split("\\.");
    String[] right = b.split("\\.");
    for (int i = 0; i < Math.min(left.length, right.length); i++) {
      boolean leftCounts = left[i].matches("\\d+");
      boolean rightCounts = right[i].matches("\\d+");
      int order =
          leftCounts && rightCounts
              ? new BigInteger(left[i]).compareTo(new BigInteger(right[i]))
              : leftCounts != rightCounts
                  ? Boolean.compare(leftCounts, rightCounts)
                  : left[i].compareTo(right[i]);
      if (order != 0) {
        return order;
      }
    }
    return Integer.compare(left.length, right.length);
  }

  private static Release release(String text) {
    List<BigInteger> parts = new ArrayList<>();
    for (String part : text.split("\\.")) {
      parts.add(new BigInteger(part));
    }
    return new Release(parts);
  }

  /** Missing parts are zeros. */
  private record Release(List<BigInteger> parts) implements Comparable<Release> {
    @Override
    public int compareTo(Release other) {
      for (int i = 0; i < Math.max(parts.size(), other.parts.size()); i++) {
        int order = part(i).compareTo(other.part(i));
        if (order != 0) {
          return order;
        }
      }
      return 0;
    }

    private BigInteger part(int i) {
      return i < parts.size() ? parts.get(i) : BigInteger.ZERO;
    }
  }
}
