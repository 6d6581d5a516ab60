package io.lamella.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.stack.StackState.Phase;
import io.lamella.standalone.stack.StackState.Running;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  private static final String NOBODY =
      new ProcessIdentity(ProcessHandle.current().pid(), Instant.EPOCH).line();

  @TempDir private Path path;
  private StackFolder folder;
  private Process process;

  @BeforeEach
  void start() throws IOException {
    folder = new StackFolder(path);
    process = new ProcessBuilder("sleep", "600").start();
  }

  @AfterEach
  void end() {
    process.destroyForcibly();
  }

  @Test
  void endsWhatAKilledSupervisorHasNoted() throws IOException {
    ProcessIdentity left = ProcessIdentity.of(process.toHandle());
    note(left);
    assertThat(Leftovers.in(folder)).hasSize(1);

    Map<String, Integer> ports = Leftovers.end(folder);

    assertThat(left.alive()).isEmpty();
    assertThat(ports).containsEntry("edge", 7070);
  }

  @Test
  void sparesAnotherProcessThatWasGivenThePid() throws IOException {
    note(new ProcessIdentity(process.pid(), Instant.now().minus(Duration.ofHours(1))));

    Leftovers.end(folder);

    assertThat(process.isAlive()).isTrue();
  }

  @Test
  void aDeadSupervisorHoldsNothing() throws IOException {
    Files.writeString(folder.lock(), NOBODY);

    assertThat(StackLock.holder(folder)).isEmpty();
    try (StackLock lock = StackLock.take(folder).orElseThrow()) {
      assertThat(lock).isNotNull();
      assertThat(StackLock.holder(folder))
          .hasValueSatisfying(
              holder -> assertThat(holder.pid()).isEqualTo(ProcessHandle.current().pid()));
    }
  }

  private void note(ProcessIdentity identity) throws IOException {
    Running running = new Running("edge", Role.EDGE, identity.line(), "http://127.0.0.1:7070");
    new StackState(
            NOBODY,
            Phase.READY,
            null,
            "http://127.0.0.1:7070",
            Map.of("edge", 7070),
            List.of(running))
        .write(folder);
  }
}
