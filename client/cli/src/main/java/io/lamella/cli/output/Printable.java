package io.lamella.cli.output;

/** Texts that others wrote, for a terminal. */
public final class Printable {
  private Printable() {}

  /** The text, in which nothing breaks the line or moves the cursor. */
  public static String of(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\t]]", "\uFFFD");
  }
}
