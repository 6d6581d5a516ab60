package io.lamella.content.glob;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over paths: {@code *} and {@code ?} stay within a folder, {@code **}{@code /} is any
 * number of folders, {@code [a-z]} and {@code [!a-z]} one of a set, {@code \} takes the next
 * character as it is. A trailing {@code /} means a folder and all beneath it. Matching takes time
 * in proportion to the lengths of path and pattern, whatever the pattern.
 */
public final class Glob {
  private static final String SPECIAL = "*?[";

  private final String text;
  private final List<GlobStep.At> steps;

  private Glob(String text, List<GlobStep.At> steps) {
    this.text = text;
    this.steps = List.copyOf(steps);
  }

  /**
   * From the root of what is searched.
   *
   * @throws LamellaException with {@link ErrorCode#INVALID_REQUEST} when it is no pattern
   */
  public static Glob of(String text) {
    try {
      return new Glob(text, steps(text));
    } catch (PatternSyntaxException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "not a pattern: " + text + " (" + e.getDescription() + ")", e);
    }
  }

  /** As {@link #of}, but a pattern without a {@code /} inside it matches at any depth. */
  public static Glob anywhere(String text) {
    int slash = text.indexOf('/');
    return slash < 0 || slash == text.length() - 1
        ? new Glob(text, of("**/" + text).steps)
        : of(text);
  }

  /** A folder beneath which everything lies that it matches; empty: anything may match. */
  public Optional<EntryPath> folder() {
    String rooted = text.startsWith("/") ? text.substring(1) : text;
    int end = 0;
    int slash = rooted.indexOf('/');
    while (slash >= 0 && slash < rooted.length() - 1 && isLiteral(rooted.substring(end, slash))) {
      end = slash;
      slash = rooted.indexOf('/', slash + 1);
    }
    try {
      return end == 0 ? Optional.empty() : Optional.of(EntryPath.of(rooted.substring(0, end)));
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  private static boolean isLiteral(String part) {
    return !isPattern(part) && part.indexOf('\\') < 0;
  }

  /** True when the text has anything that is not taken as it is. */
  public static boolean isPattern(String text) {
    return text.chars().anyMatch(c -> SPECIAL.indexOf(c) >= 0);
  }

  /** As it was written. */
  public String text() {
    return text;
  }

  public boolean matches(String path) {
    BitSet places = new BitSet(steps.size() + 1);
    places.set(0);
    pass(places);
    for (int at = 0; at < path.length() && !places.isEmpty(); ) {
      int c = path.codePointAt(at);
      at += Character.charCount(c);
      places = read(c, places);
    }
    return places.get(steps.size());
  }

  /** True when it matches the folder itself, or everything beneath it. */
  public boolean matchesFolder(String path) {
    return matches(path) || matches(path + "/");
  }

  /** The places where the pattern may stand behind {@code c}. */
  private BitSet read(int c, BitSet places) {
    BitSet next = new BitSet(steps.size() + 1);
    for (int place = places.nextSetBit(0);
        place >= 0 && place < steps.size();
        place = places.nextSetBit(place + 1)) {
      steps.get(place).read(c, place, next);
    }
    pass(next);
    return next;
  }

  private void pass(BitSet places) {
    for (int place = places.nextSetBit(0);
        place >= 0 && place < steps.size();
        place = places.nextSetBit(place + 1)) {
      places.set(steps.get(place).passed(place));
    }
  }

  private static List<GlobStep.At> steps(String text) {
    List<GlobStep.At> steps = new ArrayList<>();
    int i = text.startsWith("/") ? 1 : 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (text.startsWith("**/", i)) {
        steps.add(GlobStep.At.of(GlobStep.FOLDERS));
        steps.add(GlobStep.At.of(GlobStep.WITHIN_FOLDERS));
        i += 3;
      } else if (text.startsWith("**", i)) {
        steps.add(GlobStep.At.of(GlobStep.ALL));
        i += 2;
      } else if (c == '*') {
        steps.add(GlobStep.At.of(GlobStep.IN_FOLDER));
        i++;
      } else if (c == '?') {
        steps.add(GlobStep.At.of(GlobStep.ONE));
        i++;
      } else if (c == '[' && text.indexOf(']', i + 2) > 0) {
        int end = text.indexOf(']', i + 2);
        steps.add(GlobStep.At.one(set(text.substring(i + 1, end))));
        i = end + 1;
      } else {
        int at = c == '\\' && i + 1 < text.length() ? i + 1 : i;
        int point = text.codePointAt(at);
        steps.add(GlobStep.At.one(read -> read == point));
        i = at + Character.charCount(point);
      }
    }
    if (text.endsWith("/")) {
      steps.add(GlobStep.At.of(GlobStep.ALL));
    }
    return steps;
  }

  private static IntPredicate set(String inside) {
    boolean not = inside.startsWith("!") || inside.startsWith("^");
    String escaped = (not ? inside.substring(1) : inside).replaceAll("([\\[\\]\\\\^&])", "\\\\$1");
    Predicate<String> set = Pattern.compile((not ? "[^" : "[") + escaped + "]").asMatchPredicate();
    return c -> c != '/' && set.test(Character.toString(c));
  }
}
