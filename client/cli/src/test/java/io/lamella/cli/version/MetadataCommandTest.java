package io.lamella.cli.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.CurrentVersion;
import io.lamella.cli.reference.UsageException;
import io.lamella.cli.session.Catalog;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.AmendedField;
import io.lamella.contracts.rest.AmendmentView;
import io.lamella.contracts.rest.VersionView;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class MetadataCommandTest {
  private static final VersionView FINAL = Catalog.version(VersionState.FINAL);
  private static final String ADDRESS = "/v1/versions/" + FINAL.id();

  @TempDir Path temp;
  private Catalog catalog;

  @BeforeEach
  void start() throws IOException {
    AmendmentView amendment =
        new AmendmentView(
            Instant.EPOCH,
            "eve",
            List.of(new AmendedField("metadata", "k", "modified", 1, "x", false)),
            0);
    catalog =
        new Catalog(temp)
            .answer("GET " + ADDRESS + "/amendments", Catalog.page(amendment))
            .answer("GET " + ADDRESS, FINAL)
            .answer("PATCH " + ADDRESS, FINAL);
    new CurrentVersion(catalog.session()).set(FINAL.id());
  }

  @AfterEach
  void stop() {
    catalog.close();
  }

  private int metadata(String... arguments) throws IOException {
    MetadataCommand command = new MetadataCommand();
    new CommandLine(command).parseArgs(arguments);
    return command.run(catalog.session());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "4 | 4",
        "4 cameras | \"4 cameras\"",
        "{\"a\": 1} | {\"a\":1}",
        "{} and more | \"{} and more\"",
        "2026-11-22 | \"2026-11-22\"",
        "@name | \"@name\"",
        "null | \"null\""
      })
  void aValueIsJsonWhenAllOfItIs(String written, String sent) throws IOException {
    metadata("set", "k=" + written);

    assertThat(catalog.bodies().get(1)).contains("\"setMetadata\":{\"k\":" + sent + "}");
  }

  @Test
  void aFileIsAValue() throws IOException {
    Files.writeString(catalog.folder().resolve("schema.avsc"), "{\"type\": \"record\"}\n");
    Files.writeString(catalog.folder().resolve("schema.sql"), "CREATE TABLE é (a int);\n");

    metadata("set", "data", "--file", "schema.avsc");
    metadata("set", "state", "--file", "schema.sql");

    assertThat(catalog.bodies().get(1))
        .contains("\"setMetadata\":{\"data\":{\"type\":\"record\"}}");
    assertThat(catalog.bodies().get(3))
        .contains("\"setMetadata\":{\"state\":\"CREATE TABLE é (a int);\\n\"}");
  }

  @Test
  void aFileThatIsNoSmallTextIsRefused() throws IOException {
    Path large = catalog.folder().resolve("large.json");
    Files.writeString(large, "1".repeat((1 << 20) + 1));
    Path binary = catalog.folder().resolve("binary");
    Files.write(binary, "é".getBytes(StandardCharsets.ISO_8859_1));

    assertThatThrownBy(() -> metadata("set", "k", "--file", "large.json"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("large.json has 1.0 MiB");
    assertThatThrownBy(() -> metadata("set", "k", "--file", "binary"))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("UTF-8");
    assertThatThrownBy(() -> metadata("set", "k", "--file", "missing"))
        .isInstanceOf(NoSuchFileException.class);
    assertThat(catalog.asked()).noneMatch(request -> request.startsWith("PATCH"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "set",
        "set k",
        "set =v",
        "set --file f",
        "set a b --file f",
        "get k --file f",
        "log --file f",
        "log v/f v/g",
        "log v/f --name f",
        "forget k"
      })
  void saysWhatItTakes(String arguments) {
    assertThatThrownBy(() -> metadata(arguments.split(" "))).isInstanceOf(UsageException.class);
  }

  @Test
  void showsWhoChangedWhat() throws IOException {
    assertThat(metadata("log")).isZero();
    assertThat(metadata("log", FINAL.id().toString())).isZero();

    assertThat(catalog.asked())
        .containsExactly(
            "GET " + ADDRESS,
            "GET " + ADDRESS + "/amendments?limit=200",
            "GET " + ADDRESS,
            "GET " + ADDRESS + "/amendments?limit=200");
  }
}
