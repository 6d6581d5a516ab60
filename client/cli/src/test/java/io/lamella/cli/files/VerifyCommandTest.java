package io.lamella.cli.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class VerifyCommandTest {
  private static final String ID = "--clearml 8f0c2b5e-7d1a-4c3f-9e6b-2a1d0c4f7e85";

  @TempDir Path temp;

  @ParameterizedTest
  @ValueSource(
      strings = {
        ID,
        ID + " --api http://box:8008 --clearml-folder there",
        ID + " --clearml-folder there --folder here",
        ID + " --clearml-folder there --part 0 --num-parts 2",
        "--clearml-folder there",
        "--api http://box:8008"
      })
  void aComparisonWithClearmlNeedsADatasetAndOnePlaceWhereItIs(String arguments)
      throws IOException {
    VerifyCommand verify = new VerifyCommand();
    new CommandLine(verify).parseArgs(arguments.split(" "));

    try (Catalog catalog = new Catalog(temp)) {
      assertThatThrownBy(() -> verify.run(catalog.session())).isInstanceOf(UsageException.class);
      assertThat(catalog.asked()).isEmpty();
    }
  }
}
