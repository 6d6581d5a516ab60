package io.lamella.sdk.glob;

import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * A pattern over paths: {@code *} and {@code ?} stay within a folder, {@code **}{@code /} is any
 * number of folders, {@code [a-z]} and {@code [!a-z]} one of a set, {@code \} takes the next
 * character as it is. A trailing {@code /} means a folder and all beneath it.
 *
 * @param text as it was written
 */
public record Glob(String text, Pattern pattern) {
  private static final String SPECIAL = "*?[";

  /**
   * From the root of what is searched.
   *
   * @throws LamellaException with {@link ErrorCode#INVALID_REQUEST} when it is no pattern
   */
  public static Glob of(String text) {
    try {
      return new Glob(text, Pattern.compile(regex(text), Pattern.DOTALL));
    } catch (PatternSyntaxException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "not a pattern: " + text + " (" + e.getDescription() + ")", e);
    }
  }

  /** As {@link #of}, but a pattern without a {@code /} inside it matches at any depth. */
  public static Glob anywhere(String text) {
    int slash = text.indexOf('/');
    return slash < 0 || slash == text.length() - 1
        ? new Glob(text, of("**/" + text).pattern())
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

  public boolean matches(String path) {
    return pattern.matcher(path).matches();
  }

  /** True when it matches the folder itself, or everything beneath it. */
  public boolean matchesFolder(String path) {
    return matches(path) || matches(path + "/");
  }

  private static String regex(String text) {
    StringBuilder regex = new StringBuilder();
    int i = text.startsWith("/") ? 1 : 0;
    while (i < text.length()) {
      char c = text.charAt(i);
      if (text.startsWith("**/", i)) {
        regex.append("(?:.*/)?");
        i += 3;
      } else if (text.startsWith("**", i)) {
        regex.append(".*");
        i += 2;
      } else if (c == '*') {
        regex.append("[^/]*");
        i++;
      } else if (c == '?') {
        regex.append("[^/]");
        i++;
      } else if (c == '[' && text.indexOf(']', i + 2) > 0) {
        int end = text.indexOf(']', i + 2);
        regex.append(set(text.substring(i + 1, end)));
        i = end + 1;
      } else {
        int at = c == '\\' && i + 1 < text.length() ? i + 1 : i;
        int point = text.codePointAt(at);
        regex.append(Pattern.quote(Character.toString(point)));
        i = at + Character.charCount(point);
      }
    }
    return text.endsWith("/") ? regex + ".*" : regex.toString();
  }

  private static String set(String inside) {
    boolean not = inside.startsWith("!") || inside.startsWith("^");
    String escaped = (not ? inside.substring(1) : inside).replaceAll("([\\[\\]\\\\^&])", "\\\\$1");
    return (not ? "(?!/)[^" : "(?!/)[") + escaped + "]";
  }
}
