package io.lamella.cli.output;

import io.lamella.cli.reference.UsageException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Bytes as people write them: {@code 500M}, {@code 50 GiB}, {@code 1024}. */
public final class ByteCount {
  private static final Pattern FORM = Pattern.compile("(\\d+)\\s*([KMGTP]?)(I?B)?");
  private static final String UNITS = "KMGTP";

  private ByteCount() {}

  public static long parse(String text) {
    Matcher matcher = FORM.matcher(text.strip().toUpperCase(Locale.ROOT));
    if (!matcher.matches()) {
      throw new UsageException("not a number of bytes: " + text + "; write it as 50G or 500M");
    }
    String unit = matcher.group(2);
    int power = unit.isEmpty() ? 0 : 1 + UNITS.indexOf(unit);
    try {
      return Math.multiplyExact(Long.parseLong(matcher.group(1)), 1L << (10 * power));
    } catch (ArithmeticException | NumberFormatException e) {
      throw new UsageException("too many bytes: " + text);
    }
  }
}
