package io.lamella.content.localcopy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Records of finished copies. */
final class Records {
  private Records() {}

  static List<Line> lines(Path record) throws IOException {
    List<Line> all = new ArrayList<>();
    try (RecordReader lines = new RecordReader(record)) {
      for (Line line = lines.next(); line != null; line = lines.next()) {
        all.add(line);
      }
    }
    return all;
  }

  static void write(Path record, List<Line> lines) throws IOException {
    try (RecordWriter out = new RecordWriter(record)) {
      for (Line line : lines) {
        out.add(line);
      }
      out.finish();
    }
  }

  /** Every file's stamp is the recorded one: a look over the copy reads no file. */
  static void assertTrue(Path copy) throws IOException {
    for (Line line : lines(copy.resolve("record"))) {
      if (line.stamp() != null) {
        Path file = copy.resolve("tree").resolve(line.path().toString());
        assertThat(FileState.existing(file).stamp()).as("%s", file).isEqualTo(line.stamp());
      }
    }
  }
}
