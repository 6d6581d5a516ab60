package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.process.Await;
import io.lamella.standalone.process.LogFile;
import io.lamella.standalone.process.OwnSession;
import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.process.StartFailedException;
import io.lamella.standalone.stack.StackState.Phase;
import io.lamella.standalone.stack.StackState.Running;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Starts and stops stacks from outside of their supervisors. */
public final class Launcher {
  private static final Duration START = Duration.ofSeconds(240);
  private static final Duration STOP = Duration.ofSeconds(90);
  private static final Duration LOOK = Duration.ofMillis(100);

  private Launcher() {}

  /** What {@link #up} found or did. */
  public enum Outcome {
    STARTED,
    WAS_UP
  }

  /**
   * Returns when the stack is ready, which it may have been before.
   *
   * @param supervise arguments of this program that make it the stack's supervisor
   * @throws StartFailedException when it does not get ready; all that started has been stopped
   */
  public static Outcome up(StackOptions options, List<String> supervise) throws IOException {
    StackFolder folder = options.folder();
    if (isUp(folder)) {
      awaitReady(folder);
      return Outcome.WAS_UP;
    }
    folder.make();
    Process supervisor =
        new ProcessBuilder(OwnSession.java(java(supervise)))
            .directory(folder.path().toFile())
            .redirectInput(new File("/dev/null"))
            .redirectErrorStream(true)
            .redirectOutput(LogFile.appending(folder.log("supervisor")))
            .start();
    await(folder, Optional.of(supervisor));
    return supervisor.isAlive() ? Outcome.STARTED : Outcome.WAS_UP;
  }

  /**
   * Returns when the stack that somebody else runs is ready.
   *
   * @throws StartFailedException when it ends before, or does not get ready
   */
  public static void awaitReady(StackFolder folder) throws IOException {
    await(folder, Optional.empty());
  }

  /** Stops the stack in order, or what a killed supervisor left; false when nothing ran. */
  public static boolean down(StackFolder folder) throws IOException {
    Optional<ProcessIdentity> supervisor = StackLock.holder(folder);
    boolean ran = supervisor.isPresent() || !Leftovers.in(folder).isEmpty();
    supervisor.ifPresent(process -> process.end(STOP));
    Leftovers.end(folder);
    return ran;
  }

  /** Whether a supervisor looks after this folder. */
  public static boolean isUp(StackFolder folder) {
    return StackLock.holder(folder).isPresent();
  }

  private static List<String> java(List<String> supervise) {
    Installation installation = Installation.find();
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlamella.top=" + installation.top(),
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-cp",
                installation.standaloneClassPath(),
                "io.lamella.standalone.Main"));
    arguments.addAll(supervise);
    return arguments;
  }

  private static void await(StackFolder folder, Optional<Process> started) throws IOException {
    boolean over =
        Await.until(
            () ->
                isReady(folder)
                    || (StackLock.holder(folder).isEmpty()
                        && started.map(process -> !process.isAlive()).orElse(true)),
            LOOK,
            START);
    if (!isReady(folder)) {
      throw new StartFailedException(
          over
              ? StackState.read(folder)
                  .filter(state -> state.phase() == Phase.FAILED)
                  .map(StackState::problem)
                  .orElse("the stack did not start, see " + folder.log("supervisor"))
              : "the stack is not ready after " + START.toSeconds() + " s");
    }
  }

  /** What the living supervisor has written; what one before it wrote does not count. */
  private static Optional<StackState> state(StackFolder folder) {
    return StackLock.holder(folder)
        .flatMap(
            supervisor ->
                StackState.read(folder)
                    .filter(state -> state.supervisor().equals(supervisor.line())));
  }

  /** Asks every process itself, as what the supervisor saw last may be a second old. */
  private static boolean isReady(StackFolder folder) {
    return state(folder)
        .filter(state -> state.phase() == Phase.READY)
        .filter(state -> state.processes().parallelStream().allMatch(Running::answers))
        .isPresent();
  }
}
