package io.lamella.metadata.database;

import io.lamella.testkit.Migrations;
import java.io.IOException;
import org.junit.jupiter.api.Test;

class SchemaTest {

  @Test
  void theNewestMigrationIsTheVersionThatAStartAsksFor() throws IOException {
    Migrations.assertNewest(Schema.VERSION);
  }
}
