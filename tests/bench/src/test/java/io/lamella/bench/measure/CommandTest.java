package io.lamella.bench.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.lamella.bench.BenchFailedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CommandTest {
  @TempDir private Path folder;

  @Test
  void takesWhatWasSaidAndHowLongItTook() throws IOException {
    // When
    Timed timed = Command.in(folder, "sh", "-c", "sleep 0.3; pwd; echo no >&2").run();

    // Then
    assertThat(timed.out()).isEqualTo(folder.toRealPath() + "\n");
    assertThat(timed.seconds()).isGreaterThanOrEqualTo(0.3);
  }

  @Test
  void seesHowMuchMemoryWasTaken() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/clear_refs")), "only Linux says");

    // Given: sort keeps all lines until it has the last, which comes a second later
    String script = "exec sort -S 200M <(yes 0123456789 | head -c 20000000; sleep 1)";

    // When
    Timed timed = Command.in(folder, "bash", "-c", script).run();

    // Then
    assertThat(timed.peakBytes()).isGreaterThan(20_000_000);
  }

  @Test
  void countsWhatItTookOfProcessorsAndNotHowLongItWaited() throws IOException {
    assumeTrue(Files.exists(Path.of("/proc/self/stat")), "only Linux says");

    // When
    Timed waiting = Command.in(folder, "sleep", "0.5").run();
    Timed working = Command.in(folder, "sh", "-c", "yes | head -c 2000000000 | wc -c").run();

    // Then
    assertThat(waiting.cpuSeconds()).isLessThan(0.2);
    assertThat(working.cpuSeconds()).isGreaterThan(0.2);
  }

  @Test
  void failsWithTheLastWordsOfWhatFailed() {
    assertThatThrownBy(() -> Command.in(folder, "sh", "-c", "echo too bad >&2; exit 3").run())
        .isInstanceOf(BenchFailedException.class)
        .hasMessageContaining("ended with 3: too bad");
  }
}
