package io.lamella.cli.clearml;

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
import org.junit.jupiter.params.provider.CsvSource;
import picocli.CommandLine;

class ImportClearmlCommandTest {
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

  @ParameterizedTest
  @CsvSource({
    "'', from where?",
    "folder --api http://box:8008, from where?",
    "--api http://box:8008, CLEARML_API_ACCESS_KEY",
    "--api http://box:8008 --key K, CLEARML_API_SECRET_KEY",
    "--api box:8008 --key K --secret S, --api is an address",
    "--api http://box:8008 --files-host files --key K --secret S, --files-host is an address"
  })
  void saysWhatIsMissingBeforeAnybodyIsAsked(String arguments, String said) {
    ImportClearmlCommand command = new ImportClearmlCommand();
    parse(command, arguments);

    assertThatThrownBy(() -> command.run(catalog.session()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining(said);
  }

  @Test
  void aFolderThatIsNotThereIsSaid() {
    ImportClearmlCommand command = new ImportClearmlCommand();
    parse(command, "nowhere");

    assertThatThrownBy(() -> command.run(catalog.session()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("there is no folder");
  }

  private static void parse(Object command, String arguments) {
    new CommandLine(command).parseArgs(arguments.isEmpty() ? new String[0] : arguments.split(" "));
  }
}
