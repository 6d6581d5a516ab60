package io.lamella.standalone.stack;

import io.lamella.standalone.archive.ClassArchive;
import io.lamella.standalone.process.LogFile;
import io.lamella.standalone.process.OwnSession;
import io.lamella.standalone.process.ProcessIdentity;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A service, or the edge: a Java process that speaks HTTP. */
final class JavaPart implements Part {
  private static final Duration STOP = Duration.ofSeconds(20);

  private final Spec spec;
  private volatile @Nullable ProcessIdentity running;

  JavaPart(Spec spec) {
    this.spec = spec;
  }

  /**
   * What to start.
   *
   * @param archive of its classes; null: none is made
   * @param arguments of {@code java}
   * @param environment all that it has
   */
  record Spec(
      String name,
      Role role,
      String address,
      Path log,
      @Nullable ClassArchive archive,
      List<String> arguments,
      Map<String, String> environment) {}

  Spec spec() {
    return spec;
  }

  @Override
  public String name() {
    return spec.name();
  }

  @Override
  public Role role() {
    return spec.role();
  }

  @Override
  public String address() {
    return spec.address();
  }

  @Override
  public Path log() {
    return spec.log();
  }

  @Override
  public void start() throws IOException {
    Path logs = Objects.requireNonNull(spec.log().getParent(), "a log lies in a folder");
    Files.createDirectories(logs);
    ClassArchive archive = spec.archive();
    List<String> arguments = new ArrayList<>(archive == null ? List.of() : archive.options());
    arguments.addAll(spec.arguments());
    ProcessBuilder builder =
        new ProcessBuilder(OwnSession.java(arguments))
            .directory(logs.toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(LogFile.appending(spec.log()));
    builder.environment().clear();
    builder.environment().putAll(spec.environment());
    running = ProcessIdentity.of(builder.start().toHandle());
  }

  @Override
  public void stop() {
    ProcessIdentity process = running;
    if (process != null) {
      process.end(STOP);
    }
  }

  @Override
  public Optional<ProcessHandle> process() {
    return Optional.ofNullable(running).flatMap(ProcessIdentity::alive);
  }
}
