package io.lamella.cli;

import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The commands by name. Their classes are loaded when they are needed. */
final class Commands {
  private static final Map<String, Supplier<Object>> COMMANDS = new LinkedHashMap<>();
  private static final Map<String, String> ALIASES =
      Map.of("diff", "compare", "set-description", "describe");

  static {
    COMMANDS.put("create", io.lamella.cli.version.CreateCommand::new);
    COMMANDS.put("add", io.lamella.cli.files.AddCommand::new);
    COMMANDS.put("close", io.lamella.cli.version.CloseCommand::new);
    COMMANDS.put("get", io.lamella.cli.files.GetCommand::new);
  }

  private Commands() {}

  /** The commands that these arguments need: the one named first, else all. */
  static List<String> wanted(String... arguments) {
    String first = arguments.length == 0 ? "" : arguments[0];
    String name = ALIASES.getOrDefault(first, first);
    return COMMANDS.containsKey(name) ? List.of(name) : List.copyOf(COMMANDS.keySet());
  }

  static Object make(String name) {
    Supplier<Object> maker = COMMANDS.get(name);
    if (maker == null) {
      throw new IllegalArgumentException("no such command: " + name);
    }
    return maker.get();
  }

  static String[] aliases(String name) {
    return ALIASES.entrySet().stream()
        .filter(alias -> alias.getValue().equals(name))
        .map(Map.Entry::getKey)
        .toArray(String[]::new);
  }

  /** The command that looks most like {@code word}; null: none does. */
  static @Nullable String closest(String word) {
    return COMMANDS.keySet().stream()
        .filter(name -> distance(name, word) <= Math.max(1, word.length() / 3))
        .min(Comparator.comparingInt(name -> distance(name, word)))
        .orElse(null);
  }

  private static int distance(String a, String b) {
    int[] row = new int[b.length() + 1];
    Arrays.setAll(row, i -> i);
    for (int i = 1; i <= a.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
      }
    }
    return row[b.length()];
  }
}
