package io.lamella.content.localcopy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Goes through the lines of a plan in windows: what is to be found out of each line is chosen in
 * order, found out by several threads, and told in order again. Memory: one window.
 */
final class PlanPass {
  /** Finds the stamp of a file that is right, or null. */
  @FunctionalInterface
  interface Finder {
    @Nullable Stamp find() throws IOException;
  }

  /** Says what is to be found out of a line; null: nothing. */
  @FunctionalInterface
  interface Chooser {
    @Nullable Finder choose(Line line) throws IOException;
  }

  /** Told what was found. */
  @FunctionalInterface
  interface Found {
    void found(Line line, @Nullable Stamp stamp) throws IOException;
  }

  private final Workers workers;
  private final Chooser chooser;
  private final Found told;

  PlanPass(Workers workers, Chooser chooser, Found told) {
    this.workers = workers;
    this.chooser = chooser;
    this.told = told;
  }

  void run(Path plan) throws IOException {
    List<Line> window = new ArrayList<>();
    List<@Nullable Finder> finders = new ArrayList<>();
    Window size = new Window();
    try (RecordReader lines = new RecordReader(plan)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        window.add(line);
        finders.add(chooser.choose(line));
        if (size.endsWith(line)) {
          run(window, finders);
          window.clear();
          finders.clear();
        }
      }
      run(window, finders);
    }
  }

  private void run(List<Line> window, List<@Nullable Finder> finders) throws IOException {
    AtomicReferenceArray<@Nullable Stamp> stamps = new AtomicReferenceArray<>(window.size());
    List<Workers.Task> tasks = new ArrayList<>();
    for (int i = 0; i < window.size(); i++) {
      Finder finder = finders.get(i);
      if (finder != null) {
        int number = i;
        tasks.add(() -> stamps.set(number, finder.find()));
      }
    }
    workers.run(tasks);
    for (int i = 0; i < window.size(); i++) {
      told.found(window.get(i), stamps.get(i));
    }
  }
}
