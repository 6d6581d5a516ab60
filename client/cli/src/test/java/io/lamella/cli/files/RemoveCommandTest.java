package io.lamella.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Catalog;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What the first argument of remove and add is. */
class RemoveCommandTest {
  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    catalog = new Catalog(temp);
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private static <T extends LamellaCommand> T parsed(T command, String... arguments) {
    new CommandLine(command).parseArgs(arguments);
    return command;
  }

  @Test
  void isTheVersionWithPatternsAlone() {
    RemoveCommand remove = parsed(new RemoveCommand(), "v/f@1.0.1", "--wildcard", "*.tmp");
    assertThatThrownBy(() -> remove.run(catalog.session())).isInstanceOf(LamellaException.class);
    AddCommand add = parsed(new AddCommand(), "v/f@1.0.2", "--wildcard", "*.jpg");
    assertThatThrownBy(() -> add.run(catalog.session())).isInstanceOf(LamellaException.class);

    assertThat(catalog.asked())
        .contains("GET /v1/resolve?ref=v%2Ff%401.0.1", "GET /v1/resolve?ref=v%2Ff%401.0.2");
  }

  @Test
  void isWhatIsAddedWhereThereIsSuchAFile() throws IOException {
    Files.createDirectories(catalog.folder().resolve("v/f"));
    AddCommand add = parsed(new AddCommand(), "v/f", "--id", "v/g@1.0.0", "--wildcard", "*.jpg");

    assertThatThrownBy(() -> add.run(catalog.session())).isInstanceOf(LamellaException.class);

    assertThat(catalog.asked()).first().isEqualTo("GET /v1/resolve?ref=v%2Fg%401.0.0");
  }
}
