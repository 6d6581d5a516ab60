package io.lamella.cli.reference;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.session.Common;
import io.lamella.cli.session.Session;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetTest {
  @TempDir Path folder;

  @Test
  void asksForAVersionWhereThereIsNone() {
    Session session = Session.of(new Common(), Map.of("LAMELLA_HOME", folder.toString()), folder);

    assertThatThrownBy(() -> new Target(session).find(new VersionOptions()))
        .isInstanceOf(UsageException.class)
        .hasMessageContaining("which version?");
  }
}
