package io.lamella.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** {@code docs/reference/configuration.md} says what the sources say. */
class ConfigurationPageTest {
  private static final List<String> MODULES =
      List.of("service-kit", "metadata-service", "upload-service", "cache-service");

  /** Rewritten by {@code mvn -pl tests/acceptance test -Dlamella.write-docs}. */
  @Test
  void thePageOfSettingsIsTrue() throws IOException {
    Path top = Path.of("").toAbsolutePath().getParent().getParent();
    Path page = top.resolve("docs/reference/configuration.md");
    String made = ConfigurationPage.of(top, MODULES);
    if (System.getProperty("lamella.write-docs") != null) {
      Files.createDirectories(page.getParent());
      Files.writeString(page, made);
    }

    assertThat(page).content().isEqualTo(made);
  }
}
