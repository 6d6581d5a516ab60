package io.lamella.cli.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.IngestMiss;
import io.lamella.contracts.rest.IngestView;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class IngestLinesTest {
  private static IngestMiss miss(int i) {
    String uri = "s3://b/" + i;
    return new IngestMiss(uri, "raw/" + i, "source-missing", uri + ": nothing is there");
  }

  @Test
  void saysWhatCameOfIt() {
    assertThat(IngestLines.end(Views.of("done", VersionState.FINAL)))
        .isEqualTo("vision/frames@1.0.3 is FINAL: took 75 files, 1.5 KiB, digest ab12");
    assertThat(IngestLines.end(Views.of("cancelled", null)))
        .isEqualTo("the ingest " + Views.ID + " was cancelled");
  }

  @Test
  void namesWhatIsMissingAndHowMuchMoreThereIs() {
    List<IngestMiss> named = IntStream.range(0, 1_000).mapToObj(IngestLinesTest::miss).toList();
    IngestView failed = Views.of("failed", VersionState.ABORTED, 1_200, named);

    List<String> lines = IngestLines.end(failed).lines().toList();

    assertThat(lines).hasSize(23);
    assertThat(lines)
        .startsWith(
            "the ingest " + Views.ID + " failed: 1200 files could not be had (ingest-failed)",
            "  source-missing raw/0: s3://b/0: nothing is there")
        .endsWith(
            "  source-missing raw/19: s3://b/19: nothing is there",
            "  and 1180 more",
            "try again: lamella ingest --retry " + Views.ID);
  }

  @Test
  void namesWhatWasSkipped() {
    IngestView done = Views.of("done", VersionState.FINAL, 1, List.of(miss(7)));

    assertThat(IngestLines.end(done).lines())
        .hasSize(2)
        .endsWith("  source-missing raw/7: s3://b/7: nothing is there");
  }

  @Test
  void aMissTakesOneLineWhateverItIsCalled() {
    IngestMiss odd = new IngestMiss("s3://b/x", "", "source-unreadable", "answered\n\u001b[2J 500");

    assertThat(IngestLines.end(Views.of("done", VersionState.FINAL, 1, List.of(odd))).lines())
        .hasSize(2)
        .endsWith("  source-unreadable s3://b/x: answered\uFFFD\uFFFD[2J 500");
  }

  @Test
  void saysHowFarItHasCome() {
    assertThat(IngestLines.standing(Views.of("loading", VersionState.UPLOADING, 2, List.of())))
        .isEqualTo(
            "the ingest "
                + Views.ID
                + " is loading: 75/100 files, 1.5 KiB of 2.0 KiB, 2 failed, 512 B/s,"
                + " 1 min 1 s left");
  }
}
