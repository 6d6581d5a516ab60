package io.lamella.preview;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.rest.Preview;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PreviewProcessTest {
  private static final PreviewProcess.Terms TERMS =
      new PreviewProcess.Terms(128 << 20, Duration.ofMinutes(2), 3, Duration.ofMinutes(5));
  private static final TestFile CSV = TestFile.of("a,b\n1,2\n");

  @TempDir Path work;
  private PreviewProcess process;

  @BeforeEach
  void begin() {
    process = new PreviewProcess(TERMS, Limits.DEFAULT, work);
  }

  @AfterEach
  void close() {
    process.close();
  }

  @Test
  void looksIntoEveryKindOfFileInOneProcess() throws Exception {
    // Given
    assertThat(rows(CSV, "a.csv")).containsExactly(List.of("1", "2"));
    long pid = process.pid();

    // When
    Preview parquet =
        process
            .preview(TestFile.reading("a.parquet"), TestFile.resource("snappy.parquet"))
            .preview();
    Outcome image =
        process.preview(
            TestFile.reading("a.png"),
            new TestFile(MediaTest.image("png", 600, 300, BufferedImage.TYPE_INT_RGB)));

    // Then
    assertThat(process.pid()).isEqualTo(pid);
    assertThat(parquet.table().rows()).hasSize(100);
    assertThat(image.preview().image()).isEqualTo(new Preview.Image(600, 300));
    assertThat(image.thumbnail()).isNotEmpty();
  }

  @Test
  void takesANewProcessAfterSomeFiles() throws Exception {
    rows(CSV, "a.csv");
    long first = process.pid();
    rows(CSV, "a.csv");
    rows(CSV, "a.csv");
    assertThat(process.pid()).isEqualTo(first);

    rows(CSV, "a.csv");

    assertThat(process.pid()).isNotEqualTo(first);
  }

  @Test
  void goesOnWithAnotherProcessWhenOneWasKilled() throws Exception {
    // Given
    rows(CSV, "a.csv");
    ProcessHandle first = ProcessHandle.of(process.pid()).orElseThrow();
    first.destroyForcibly();
    first.onExit().get(1, TimeUnit.MINUTES);

    // Then
    assertThat(rows(CSV, "a.csv")).containsExactly(List.of("1", "2"));
  }

  /** Killed while it works: the same file gets another process, once. */
  @Test
  void aFileThatKillsEveryProcessIsNotReadable() throws Exception {
    FileBytes deadly =
        new FileBytes() {
          @Override
          public long size() {
            return 8;
          }

          @Override
          public byte[] read(long offset, int length) {
            ProcessHandle child = ProcessHandle.of(process.pid()).orElseThrow();
            child.destroyForcibly();
            child.onExit().join();
            return new byte[length];
          }
        };

    assertThat(process.preview(TestFile.reading("a.csv"), deadly).failure())
        .isEqualTo(Failure.NOT_READABLE);
    assertThat(rows(CSV, "a.csv")).containsExactly(List.of("1", "2"));
  }

  @Test
  void endsAProcessThatTakesTooLong() throws Exception {
    process = new PreviewProcess(terms(128 << 20, Duration.ofMillis(1)), Limits.DEFAULT, work);

    assertThat(process.preview(TestFile.reading("a.csv"), CSV).failure())
        .isEqualTo(Failure.TIMED_OUT);
    assertThat(process.pid()).isEqualTo(-1);
  }

  @Test
  void saysThatMemoryDidNotSuffice() throws Exception {
    process = new PreviewProcess(terms(12 << 20, Duration.ofMinutes(2)), Limits.DEFAULT, work);
    TestFile long5 = new TestFile("x".repeat(5_000_000).getBytes(StandardCharsets.US_ASCII));

    assertThat(process.preview(TestFile.reading("a.json"), long5).failure())
        .isEqualTo(Failure.OUT_OF_MEMORY);
    assertThat(rows(CSV, "a.csv")).containsExactly(List.of("1", "2"));
  }

  /** A character of the file may be six on the way. */
  @Test
  void sendsNoPreviewThatIsLongerThanMessagesMayBe() throws Exception {
    TestFile bells = new TestFile("\u0007".repeat(5_000_000).getBytes(StandardCharsets.US_ASCII));

    assertThat(process.preview(TestFile.reading("a.json"), bells).failure())
        .isEqualTo(Failure.TOO_LARGE);
  }

  @Test
  void aStoreThatFailsSaysNothingOfTheFile() {
    FileBytes away =
        new FileBytes() {
          @Override
          public long size() {
            return 8;
          }

          @Override
          public byte[] read(long offset, int length) throws IOException {
            throw new IOException("the store is away");
          }
        };

    assertThatThrownBy(() -> process.preview(TestFile.reading("a.csv"), away))
        .hasMessage("the store is away");
  }

  @Test
  void givesTheProcessNothingOfItsEnvironment() throws Exception {
    rows(CSV, "a.csv");

    String environment =
        Files.readString(Path.of("/proc/" + process.pid() + "/environ"), StandardCharsets.UTF_8);

    assertThat(environment.replace("\0", "")).isEqualTo("LC_ALL=C.UTF-8");
  }

  @Test
  void leavesNothingBehindWhenClosed() throws Exception {
    rows(CSV, "a.csv");
    ProcessHandle child = ProcessHandle.of(process.pid()).orElseThrow();
    Path folder = Files.readSymbolicLink(Path.of("/proc/" + child.pid() + "/cwd"));

    process.close();

    assertThat(child.isAlive()).isFalse();
    assertThat(folder).doesNotExist();
    assertThatThrownBy(() -> rows(CSV, "a.csv")).isInstanceOf(IOException.class);
  }

  private List<List<String>> rows(TestFile file, String name) throws IOException {
    return process.preview(TestFile.reading(name), file).preview().table().rows();
  }

  private static PreviewProcess.Terms terms(long heap, Duration time) {
    return new PreviewProcess.Terms(heap, time, 3, Duration.ofMinutes(5));
  }
}
