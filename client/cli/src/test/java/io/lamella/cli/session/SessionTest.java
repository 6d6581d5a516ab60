package io.lamella.cli.session;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cli.reference.UsageException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SessionTest {
  @Test
  void aPatienceThatIsNoNumberOfSecondsIsWrongUsage() {
    Session session = Session.of(new Common(), Map.of("LAMELLA_PATIENCE", "soon"), Path.of(""));

    assertThatThrownBy(session::client)
        .isInstanceOf(UsageException.class)
        .hasMessage("LAMELLA_PATIENCE is no number of seconds: soon");
  }
}
