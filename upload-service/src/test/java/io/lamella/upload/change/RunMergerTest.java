package io.lamella.upload.change;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RunMergerTest {
  @Test
  void fewRunsStayAsTheyAre() {
    assertThat(RunMerger.tail(levels(64, 0))).isEmpty();
  }

  @Test
  void manySmallRunsAreMergedAndLargeOnesBeforeThemAreNot() {
    List<RunRow> rows = levels(2, 2);
    rows = concat(rows, levels(65, 0));

    assertThat(RunMerger.tail(rows)).hasSize(65).allMatch(row -> row.level() == 0);
  }

  @Test
  void manyMergedRunsAreMergedWithTheSmallOnesBehindThem() {
    List<RunRow> rows = concat(levels(60, 1), levels(5, 0));

    assertThat(RunMerger.tail(rows)).hasSize(65);
  }

  @Test
  void aLargeRunIsNotWrittenAgainForAFewSmallOnes() {
    List<RunRow> rows = concat(concat(levels(40, 0), levels(1, 3)), levels(20, 0));

    assertThat(RunMerger.tail(rows)).isEmpty();
  }

  private static List<RunRow> levels(int count, int level) {
    return IntStream.range(0, count)
        .mapToObj(i -> new RunRow(i, level, new byte[0], null, 0))
        .toList();
  }

  private static List<RunRow> concat(List<RunRow> first, List<RunRow> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
