package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Some of the files that come by, evenly spread over them. Memory: constant. */
final class Sample {
  private static final int SIZE = 64;

  private record Sized(String path, long size) {}

  private final List<Sized> files = new ArrayList<>();
  private long seen;
  private long step = 1;

  void add(Entry.File file) {
    if (seen % step == 0 && files.size() == SIZE) {
      for (int i = SIZE - 1; i > 0; i -= 2) {
        files.remove(i);
      }
      step *= 2;
    }
    if (seen % step == 0) {
      files.add(new Sized(file.path().toString(), file.size()));
    }
    seen++;
  }

  /** Which share of it lies in a folder, from 0 to 1. A file of another size counts half. */
  double shareIn(Path tree) throws IOException {
    double there = 0;
    for (Sized file : files) {
      FileState state = FileState.of(tree.resolve(file.path()));
      if (state != null && state.isFile()) {
        there += state.stamp().size() == file.size() ? 1 : 0.5;
      }
    }
    return files.isEmpty() ? 0 : there / files.size();
  }
}
