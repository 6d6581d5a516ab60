package io.lamella.sdk.contents;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommonEntriesTest {
  @ParameterizedTest
  @CsvSource({
    "'a=1 b=2 d=4', 'a=1 c=3 d=4', 'a d'",
    "'a=1 b=2', 'a=1 b=x', 'a'",
    "'c=1', 'a=1 b=1', ''",
    "'a=1 b=1', 'c=1', ''",
    "'', 'a=1', ''"
  })
  void areThoseThatBothHaveAlike(String one, String other, String common) throws IOException {
    List<String> found = new ArrayList<>();
    try (Cursor<Entry> entries = new CommonEntries(entries(one), entries(other))) {
      for (Entry next = entries.next(); next != null; next = entries.next()) {
        found.add(next.path().toString());
      }
    }

    assertThat(String.join(" ", found)).isEqualTo(common);
  }

  /** Links, since these need no bytes: {@code path=target}. */
  private static Cursor<Entry> entries(String text) {
    Iterator<Entry> all =
        Stream.of(text.split(" "))
            .filter(each -> !each.isEmpty())
            .map(each -> each.split("="))
            .<Entry>map(
                each ->
                    new Entry.Link(EntryPath.of(each[0]), "file:///" + each[1], 1, null, null, 0))
            .iterator();
    return () -> all.hasNext() ? all.next() : null;
  }
}
