package io.lamella.upload.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ListSourceTest {
  private static final String TEXT =
      "# header\r\ns3://b/one.txt\n\n  https://h/two?x=1  \nfile:///x/three\tdeep/3\nfile:///4";

  @Test
  void namesASourceALine() throws IOException {
    assertThat(all(TEXT, 0))
        .containsExactly(
            "one.txt s3://b/one.txt",
            "two https://h/two?x=1",
            "deep/3 file:///x/three",
            "4 file:///4");
  }

  @Test
  void goesOnBehindThoseThatWereRead() throws IOException {
    assertThat(all(TEXT, 2)).containsExactly("deep/3 file:///x/three", "4 file:///4");
  }

  @Test
  void aLineWithoutEndIsNoList() {
    assertThatThrownBy(() -> all("x".repeat(100_000), 0)).isInstanceOf(SourceException.class);
  }

  @Test
  void aLineThatIsNoAddressIsNamed() {
    assertThatThrownBy(() -> all("a,b\n", 0)).hasMessageContaining("a,b");
  }

  private static List<String> all(String text, long skipped) throws IOException {
    List<String> found = new ArrayList<>();
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (ListSource list =
        new ListSource(
            new Opened(new ByteArrayInputStream(bytes), bytes.length, null, null, 0644, false),
            skipped)) {
      for (Found next = list.next(); next != null; next = list.next()) {
        found.add(next.path() + " " + next.uri());
      }
    }
    return found;
  }
}
