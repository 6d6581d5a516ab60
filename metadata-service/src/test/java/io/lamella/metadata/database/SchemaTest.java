package io.lamella.metadata.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void theNewestMigrationIsTheVersionThatAStartAsksFor() throws IOException {
    try (Stream<Path> files = Files.list(Path.of("src/main/resources/db/migration"))) {
      assertThat(files.map(Path::getFileName).map(Path::toString))
          .allMatch(name -> name.matches("V\\d+__\\w+\\.sql"))
          .extracting(name -> Integer.parseInt(name.substring(1, name.indexOf("__"))))
          .doesNotHaveDuplicates()
          .contains(Schema.VERSION)
          .allMatch(version -> version <= Schema.VERSION);
    }
  }
}
