package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class TagCommandTest {
  private static final VersionView FINAL = Catalog.version(VersionState.FINAL);
  private static final String ADDRESS = "/v1/versions/" + FINAL.id();

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp).answer("GET " + ADDRESS, FINAL).answer("PATCH " + ADDRESS, FINAL);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int tag(String... arguments) throws IOException {
    TagCommand tag = new TagCommand();
    new CommandLine(tag).parseArgs(arguments);
    return tag.run(catalog.session());
  }

  @Test
  void putsOnTakesAwayAndMovesWithOneRequest() throws IOException {
    assertThat(
            tag(FINAL.id().toString(), "--add", "a", "--remove", "b", "--move", "prod", "stable"))
        .isZero();

    assertThat(catalog.asked()).containsExactly("GET " + ADDRESS, "PATCH " + ADDRESS);
    assertThat(catalog.bodies().get(1))
        .contains(
            "\"addTags\":[\"a\"]", "\"removeTags\":[\"b\"]", "\"moveTags\":[\"prod\",\"stable\"]");
  }

  @Test
  void asksWhichTag() {
    assertThatThrownBy(() -> tag(FINAL.id().toString())).isInstanceOf(UsageException.class);
  }
}
