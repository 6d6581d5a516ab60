package io.lamella.preview;

import static io.lamella.preview.TestFile.gzip;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.luben.zstd.Zstd;
import io.lamella.contracts.rest.Preview;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TablesTest {
  @Test
  void readsQuotesMarksAndLineEndsOfCsv() {
    Preview preview =
        TestFile.of(
                "\uFEFFid,name,note\r\n1,\"a, \"\"b\"\"\",\"two\r\nlines\"\r\n\r\n2,\u00e4,\r\n")
            .as("t.CSV")
            .preview();

    assertThat(preview.mediaType()).isEqualTo("text/csv");
    assertThat(preview.truncated()).isFalse();
    assertThat(names(preview)).containsExactly("id", "name", "note");
    assertThat(preview.table().rows())
        .containsExactly(List.of("1", "a, \"b\"", "two\r\nlines"), List.of("2", "\u00e4", ""));
  }

  @ParameterizedTest
  @CsvSource({"t.csv,'a;b\n1,5;2'", "t.csv,'a\tb\n1,5\t2'", "t.tsv,'a\tb\n1,5\t2'"})
  void findsWhatStandsBetweenCells(String name, String text) {
    Preview preview = TestFile.of(text).as(name).preview();

    assertThat(names(preview)).containsExactly("a", "b");
    assertThat(preview.table().rows()).containsExactly(List.of("1,5", "2"));
  }

  @Test
  void numbersColumnsThatHaveNoNames() {
    Preview preview = TestFile.of("1,2\n3,4,5\n").as("t.csv").preview();

    assertThat(names(preview)).containsExactly("1", "2", "3");
    assertThat(preview.table().rows())
        .containsExactly(Arrays.asList("1", "2", null), List.of("3", "4", "5"));
  }

  @Test
  void showsNoMoreThanLimitsAllow() {
    Limits few = new Limits(1 << 20, 1, 1, 1, 1, 2, 2, 3, 1000, 1);

    Preview preview = TestFile.of("a,b,c\n1,long one,3\n4,5,6\n7,8,9\n").as("t.csv", few).preview();

    assertThat(preview.truncated()).isTrue();
    assertThat(names(preview)).containsExactly("a", "b");
    assertThat(preview.table().rows())
        .containsExactly(List.of("1", "lon\u2026"), List.of("4", "5"));
  }

  @Test
  void leavesOutTheRowThatALimitCutOff() {
    Limits short10 = new Limits(10, 1, 1, 1, 1, 9, 9, 9, 1000, 1);

    Preview preview = TestFile.of("a,b\n1,2\n345,6\n").as("t.csv", short10).preview();

    assertThat(preview.truncated()).isTrue();
    assertThat(preview.table().rows()).containsExactly(List.of("1", "2"));
  }

  @ParameterizedTest
  @CsvSource({"t.csv.gz", "t.csv.zst"})
  void readsPackedTables(String name) throws Exception {
    byte[] csv = "a,b\n1,2\n".getBytes(StandardCharsets.UTF_8);
    byte[] packed = name.endsWith("gz") ? gzip(csv) : Zstd.compress(csv);

    Preview preview = new TestFile(packed).as(name).preview();

    assertThat(names(preview)).containsExactly("a", "b");
    assertThat(preview.table().rows()).containsExactly(List.of("1", "2"));
  }

  @Test
  void readsLinesOfJsonAndCountsBrokenOnes() {
    Preview preview =
        TestFile.of(
                "{\"id\":1,\"tags\":[\"a\"],\"mixed\":1}\nbroken {\n"
                    + "{\"id\":2,\"tags\":null,\"late\":\"x\",\"mixed\":\"y\"}\n\n7\n")
            .as("t.jsonl")
            .preview();

    assertThat(preview.table().columns())
        .containsExactly(
            new Preview.Column("id", "number"),
            new Preview.Column("tags", "array"),
            new Preview.Column("mixed", null),
            new Preview.Column("late", "string"),
            new Preview.Column("value", "number"));
    assertThat(preview.table().rows())
        .containsExactly(
            Arrays.asList("1", "[\"a\"]", "1", null, null),
            Arrays.asList("2", null, "y", "x", null),
            Arrays.asList(null, null, null, null, "7"));
    assertThat(preview.table().skipped()).isEqualTo(1);
    assertThat(preview.truncated()).isFalse();
  }

  @Test
  void takesNoFileForLinesOfJsonThatHasNone() {
    assertThat(TestFile.of("no json\nat all\n").as("t.jsonl").failure())
        .isEqualTo(Failure.NOT_READABLE);
  }

  /** Written by pyarrow, 300 rows in groups of 100; with zstd and none in pages of version 2. */
  @ParameterizedTest
  @CsvSource({"snappy", "zstd", "gzip", "none"})
  void readsParquet(String codec) throws Exception {
    Preview preview = TestFile.resource(codec + ".parquet").as("t.parquet").preview();

    assertThat(preview.table().total()).isEqualTo(300);
    assertThat(preview.truncated()).isTrue();
    assertThat(preview.table().columns())
        .containsExactly(
            new Preview.Column("id", "int64"),
            new Preview.Column("name", "string"),
            new Preview.Column("score", "double"),
            new Preview.Column("ok", "boolean"),
            new Preview.Column("day", "date"),
            new Preview.Column("at", "timestamp"),
            new Preview.Column("price", "decimal"),
            new Preview.Column("tags", "string[]"),
            new Preview.Column("box.x", "int32"),
            new Preview.Column("box.y", "int32"),
            new Preview.Column("raw", "binary"));
    assertThat(preview.table().rows()).hasSize(100);
    assertThat(preview.table().rows().get(2))
        .containsExactly(
            "2",
            "name 2 \u00e4",
            "0.5",
            "true",
            "2026-01-03",
            "2026-01-01T12:00:00.002Z",
            "0.02",
            "[t0, t1]",
            "2",
            null,
            "0x0201");
    assertThat(preview.table().rows().get(3).get(1)).isNull();
    assertThat(preview.table().rows().stream().map(row -> row.get(7)).limit(4))
        .containsExactly(null, null, "[t0, t1]", null);
  }

  @Test
  void goesOnInTheNextRowGroup() throws Exception {
    Limits many = new Limits(1, 1, 1, 1, 1, 250, 100, 100, 1 << 20, 1 << 20);

    Preview preview = TestFile.resource("zstd.parquet").as("t.parquet", many).preview();

    assertThat(preview.table().rows().stream().map(row -> row.get(0)))
        .isEqualTo(
            IntStream.range(0, 250).mapToObj(Integer::toString).collect(Collectors.toList()));
  }

  @Test
  void saysWhatItCannotUnpack() throws Exception {
    assertThat(TestFile.resource("lz4.parquet").as("t.parquet").failure())
        .isEqualTo(Failure.UNSUPPORTED);
  }

  /** A length, an offset or a count that is wrong fails the file and nothing else. */
  @Test
  void outlivesDamagedParquet() throws Exception {
    byte[] good = TestFile.resource("snappy.parquet").bytes();
    for (int i = 0; i < good.length; i += 7) {
      byte[] bad = good.clone();
      bad[i] ^= (byte) 0x5a;
      Outcome outcome = new TestFile(bad).as("t.parquet");
      assertThat(outcome.preview() == null).isNotEqualTo(outcome.failure() == null);
    }
  }

  private static List<String> names(Preview preview) {
    return preview.table().columns().stream().map(Preview.Column::name).toList();
  }
}
