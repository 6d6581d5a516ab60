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
    List<Runs.Place> rows = levels(2, 2);
    rows = concat(rows, levels(65, 0));

    assertThat(RunMerger.tail(rows)).hasSize(65).allMatch(row -> row.level() == 0);
  }

  @Test
  void manyMergedRunsAreMergedWithTheSmallOnesBehindThem() {
    List<Runs.Place> rows = concat(levels(60, 1), levels(5, 0));

    assertThat(RunMerger.tail(rows)).hasSize(65);
  }

  @Test
  void aLargeRunIsNotWrittenAgainForAFewSmallOnes() {
    List<Runs.Place> rows = concat(concat(levels(40, 0), levels(1, 3)), levels(20, 0));

    assertThat(RunMerger.tail(rows)).isEmpty();
  }

  private static List<Runs.Place> levels(int count, int level) {
    return IntStream.range(0, count).mapToObj(i -> new Runs.Place(i, level)).toList();
  }

  private static List<Runs.Place> concat(List<Runs.Place> first, List<Runs.Place> second) {
    return Stream.concat(first.stream(), second.stream()).toList();
  }
}
