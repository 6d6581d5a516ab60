package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class SearchCommandTest {
  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog =
        new Catalog(temp)
            .answer("GET /v1/versions?", Catalog.page())
            .answer("GET /v1/datasets?", Catalog.page());
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int search(String... arguments) throws IOException {
    SearchCommand search = new SearchCommand();
    new CommandLine(search).parseArgs(arguments);
    return search.run(catalog.session());
  }

  @Test
  void asksForAllThatIsSaid() throws IOException {
    search(
        "--project",
        "v",
        "--states",
        "FAILED",
        "ABORTED",
        "--metadata",
        "a=1",
        "b=x,y",
        "--created-by",
        "ann",
        "--created-after",
        "2026-11-22",
        "--created-before",
        "2026-11-23T01:00:00+01:00");

    assertThat(catalog.asked())
        .containsExactly(
            "GET /v1/versions?project=v&below=true&states=FAILED%2CABORTED&metadata=a%3D1"
                + "&metadata=b%3Dx%2Cy&createdBy=ann&createdAfter=2026-11-22T00%3A00%3A00Z"
                + "&createdBefore=2026-11-23T00%3A00%3A00Z&limit=200");
  }

  @Test
  void datasetsAreNarrowedLikewise() throws IOException {
    search("--datasets", "--name", "f", "--include-archived", "--created-by", "ann");

    assertThat(catalog.asked())
        .containsExactly(
            "GET /v1/datasets?name=f&partial=true&includeArchived=true&createdBy=ann&limit=200");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--created-after yesterday",
        "--created-before 2026-13-01",
        "--created-before 2026-11-22T10:00:00",
        "--datasets --metadata a=1",
        "--datasets --states FINAL",
        "--datasets --trash"
      })
  void saysWhatItTakes(String arguments) {
    assertThatThrownBy(() -> search(arguments.split(" "))).isInstanceOf(UsageException.class);
    assertThat(catalog.asked()).isEmpty();
  }
}
