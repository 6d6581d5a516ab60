package io.lamella.standalone.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
  private static final Duration LIMIT = Duration.ofMinutes(1);
  private static final List<String> OPTIONS = List.of("-XX:+UseSerialGC", "-Xmx64m");

  @TempDir private Path folder;
  private ClassArchive archive;

  @BeforeEach
  void build() throws IOException {
    Path app = Files.createDirectories(folder.resolve("app"));
    archive = new ClassArchive(app.resolve("run.jar"));
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Greeting.class.getName());
    String name = Greeting.class.getName().replace('.', '/') + ".class";
    try (InputStream code = Greeting.class.getResourceAsStream("/" + name);
        JarOutputStream jar = new JarOutputStream(Files.newOutputStream(archive.jar()), manifest)) {
      jar.putNextEntry(new JarEntry(name));
      code.transferTo(jar);
    }
  }

  @Test
  void whatWasMadeIsUsedByLaterStartsUntilTheNextBuild() throws Exception {
    // Given
    assertThat(archive.options()).isEmpty();

    // When
    make();

    // Then
    assertThat(archive.isWanted()).isFalse();
    assertThat(started(archive.options()))
        .contains("hello you")
        .containsPattern(Greeting.class.getName() + " source: shared objects file \\(top\\)");

    // And
    Files.setLastModifiedTime(archive.jar(), FileTime.from(Instant.now().plusSeconds(60)));
    assertThat(archive.options()).isEmpty();
    make();
    assertThat(archive.options()).isNotEmpty();
    try (Stream<Path> kept = Files.list(archive.jar().getParent())) {
      assertThat(kept).as("the jar and one archive").hasSize(2);
    }
  }

  @Test
  void whoeverHasNothingToStartIsLeftAlone() throws IOException {
    ClassArchive nothing = new ClassArchive(folder.resolve("gone/run.jar"));

    assertThat(nothing.options()).isEmpty();
    assertThat(nothing.isWanted()).isFalse();
  }

  private void make() throws IOException, InterruptedException {
    Path scratch = folder.resolve("scratch");
    List<String> arguments = new ArrayList<>(OPTIONS);
    arguments.addAll(List.of("-jar", archive.jar().toString()));
    TrainingRun.Command run = new TrainingRun.Command(arguments, Map.of("WHOM", "nobody"));
    ArchiveMaker.Wanted wanted = new ArchiveMaker.Wanted(archive, empty -> run);
    try (ArchiveMaker maker = new ArchiveMaker(folder.resolve("lock"), scratch, List.of(wanted))) {
      maker.start();
      await().atMost(LIMIT).until(() -> !archive.isWanted() && !Files.exists(scratch));
    }
  }

  private String started(List<String> options) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(options);
    command.addAll(OPTIONS);
    command.addAll(List.of("-Xlog:class+load", "-jar", archive.jar().toString()));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WHOM", "you");
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
