package io.lamella.cli.reference;

import io.lamella.cli.session.Session;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Version numbers as people give them. */
public final class Numbers {
  private static final Pattern PEP_440 =
      Pattern.compile(
          "v?([0-9]+!)?[0-9]+(\\.[0-9]+)*"
              + "([-_.]?(a|b|c|rc|alpha|beta|pre|preview)[-_.]?[0-9]*)?"
              + "(-[0-9]+|[-_.]?(post|rev|r)[-_.]?[0-9]*)?"
              + "([-_.]?dev[-_.]?[0-9]*)?"
              + "(\\+[a-z0-9]+([-_.][a-z0-9]+)*)?");

  private Numbers() {}

  /** Notes when the number has no place in the order of numbers. */
  public static void note(Session session, @Nullable String number) {
    if (number != null && !isOrdered(number)) {
      session
          .output()
          .note(
              number
                  + " is no version number as PEP 440 has them: it sorts below all that are, and"
                  + " @latest does not mean it while there is one");
    }
  }

  static boolean isOrdered(String number) {
    return PEP_440.matcher(number.strip().toLowerCase(Locale.ROOT)).matches();
  }
}
