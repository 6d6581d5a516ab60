package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.sdk.clearml.Problems.Kind;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ProblemsTest {
  @Test
  void theyAreCountedAndNamed() {
    Problems problems = new Problems();
    problems.add("b.txt", Kind.MISSING, "no archive has it");
    problems.add("a.txt", Kind.MISSING, "no archive has it");
    problems.add(null, Kind.ARCHIVE_DAMAGED, "data");

    assertThat(problems.summary()).isEqualTo("1 archive-damaged, 2 missing");
    assertThat(Problems.named(problems.report())).isEqualTo(problems.named()).hasSize(3);
    assertThat(problems.report()).containsEntry("complete", true);
  }

  @Test
  void aReportOfVeryManyStaysSmall() throws IOException {
    Problems problems = new Problems();
    for (int i = 0; i < 100_000; i++) {
      problems.add("some/long/folder/of/the/dataset/file-" + i, Kind.MISSING, "no archive has it");
    }

    Map<String, Object> report = problems.report();

    assertThat(problems.summary()).isEqualTo("100000 missing");
    assertThat(report).containsEntry("complete", false);
    assertThat((List<?>) report.get("problems")).hasSizeBetween(100, 1000);
    assertThat(Json.MAPPER.writeValueAsBytes(report)).hasSizeLessThan(130_000);
  }
}
