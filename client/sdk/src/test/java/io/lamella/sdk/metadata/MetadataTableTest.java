package io.lamella.sdk.metadata;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetadataTableTest {
  @Test
  void whatIsWrittenAsTextIsReadAgain() {
    MetadataTable table =
        new MetadataTable(
            List.of("name", "note"),
            List.of(
                List.of("plain", ""),
                List.of("a,b", "says \"hi\""),
                List.of("two\nlines", " spaces "),
                List.of("", "é\r\n")));

    String csv = table.toCsv();

    assertThat(csv)
        .isEqualTo(
            "name,note\nplain,\n\"a,b\",\"says \"\"hi\"\"\"\n\"two\nlines\", spaces \n,\"é\r\n\"\n");
    assertThat(MetadataTable.ofCsv(csv)).isEqualTo(table);
  }

  @Test
  void aColumnOfEmptyCellsStaysOne() {
    MetadataTable table = new MetadataTable(List.of("c"), List.of(List.of(""), List.of("x")));

    assertThat(MetadataTable.ofCsv(table.toCsv())).isEqualTo(table);
  }

  @Test
  void linesMayEndAsWindowsEndsThemAndTheLastOneNeedNotEnd() {
    assertThat(MetadataTable.ofCsv("a,b\r\n1,2\r\n\r\n3,4"))
        .isEqualTo(
            new MetadataTable(List.of("a", "b"), List.of(List.of("1", "2"), List.of("3", "4"))));
  }

  @Test
  void isFoundAgainInTheMetadata() {
    MetadataTable table =
        new MetadataTable(List.of("a", "b"), List.of(Arrays.asList(1, null), List.of(true, "x")));

    assertThat(MetadataTable.of(table.value())).isEqualTo(table);
    assertThat(table.toCsv()).isEqualTo("a,b\n1,\ntrue,x\n");
  }

  @Test
  void aListOfObjectsIsATableToo() {
    assertThat(MetadataTable.of(List.of(Map.of("a", 1), Map.of("b", 2))))
        .isEqualTo(
            new MetadataTable(
                List.of("a", "b"), List.of(Arrays.asList(1, null), Arrays.asList(null, 2))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "a,b\n1\n", "a\n\"open\n"})
  void refusesWhatIsNone(String csv) {
    assertThatThrownBy(() -> MetadataTable.ofCsv(csv)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> MetadataTable.of(csv)).isInstanceOf(IllegalArgumentException.class);
  }
}
