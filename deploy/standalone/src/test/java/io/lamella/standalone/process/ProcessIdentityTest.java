package io.lamella.standalone.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProcessIdentityTest {
  private static final ProcessIdentity SELF = ProcessIdentity.of(ProcessHandle.current());

  @Test
  void isReadAsItWasWritten() {
    assertThat(ProcessIdentity.parse(SELF.line())).isEqualTo(SELF);
    assertThat(ProcessIdentity.parse("17\n")).isEqualTo(new ProcessIdentity(17, null));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n", "17 2026-11-", "seventeen"})
  void aNoteThatIsNotWholeNamesNobody(String note, @TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("process"), note);

    assertThat(ProcessIdentity.read(file)).isEmpty();
    assertThat(ProcessIdentity.read(folder.resolve("nothing"))).isEmpty();
    assertThat(ProcessIdentity.read(Files.writeString(file, SELF.line()))).contains(SELF);
  }

  @Test
  void isNotALaterProcessOfTheSamePid() {
    ProcessIdentity earlier =
        new ProcessIdentity(SELF.pid(), Instant.now().minus(Duration.ofDays(1)));

    assertThat(SELF.alive()).isPresent();
    assertThat(earlier.alive()).isEmpty();
  }

  @Test
  void endsAProcessThatWouldNotGo() throws IOException {
    Process deaf =
        new ProcessBuilder("sh", "-c", "trap '' TERM; while :; do sleep 1; done").start();
    ProcessIdentity identity = ProcessIdentity.of(deaf.toHandle());

    identity.end(Duration.ofMillis(300));

    assertThat(identity.alive()).isEmpty();
  }

  @Test
  void whatIsGoneOnceStaysGoneWhileItsParentTakesNotice() throws IOException {
    for (int i = 0; i < 200; i++) {
      ProcessIdentity ended = ProcessIdentity.of(new ProcessBuilder("true").start().toHandle());
      Await.until(() -> ended.alive().isEmpty(), Duration.ofSeconds(10));

      for (int look = 0; look < 50; look++) {
        assertThat(ended.alive()).isEmpty();
      }
    }
  }
}
