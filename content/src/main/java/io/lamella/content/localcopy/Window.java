package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;

/** How many lines are held in memory at a time: some, and only so many extents of their files. */
final class Window {
  private static final int MAX_LINES = 10_000;
  private static final int MAX_EXTENTS = 100_000;

  private int lines;
  private int extents;

  /** Counts a line in; true when it is the window's last one, and another window begins. */
  boolean endsWith(Line line) {
    lines++;
    extents += line.entry() instanceof Entry.File file ? file.extents().size() : 0;
    boolean ends = lines == MAX_LINES || extents >= MAX_EXTENTS;
    if (ends) {
      lines = 0;
      extents = 0;
    }
    return ends;
  }
}
