package io.lamella.standalone.stack;

import io.lamella.standalone.Installation;
import io.lamella.standalone.process.Await;
import io.lamella.standalone.process.FreePort;
import io.lamella.standalone.process.ProcessIdentity;
import io.lamella.standalone.process.StartFailedException;
import io.lamella.standalone.stack.StackState.Phase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Starts a stack, keeps it running and stops it. One lives per data folder, in a process of its
 * own; a signal to that process stops all in order.
 */
public final class Supervisor {
  /** Exit code when another supervisor holds the data folder. */
  public static final int HELD = 3;

  private static final Duration READY = Duration.ofSeconds(120);
  private static final Duration BROKEN = Duration.ofSeconds(30);
  private static final Duration PORT = Duration.ofSeconds(5);
  private static final long LOOK_MILLIS = 500;
  private static final Duration ASK = Duration.ofMillis(100);

  private final StackFolder folder;
  private final InetAddress listen;
  private final StackPlan plan;
  private final List<Keeper> storage;
  private final List<Keeper> services;
  private final CountDownLatch stopping = new CountDownLatch(1);
  private @Nullable StackState written;
  private @Nullable String problem;
  private boolean unnoted;

  private Supervisor(StackOptions options, StackPlan plan) {
    this.folder = options.folder();
    this.listen = options.listen();
    this.plan = plan;
    this.storage = keepers(plan.storage().parts());
    this.services = keepers(plan.services());
  }

  /**
   * Runs a stack until this process is told to end.
   *
   * @return the exit code: 0, 1 when it did not start, or {@link #HELD}
   */
  public static int run(StackOptions options, Runnable whenReady) throws IOException {
    StackFolder folder = options.folder();
    folder.make();
    Optional<StackLock> lock = StackLock.take(folder);
    if (lock.isEmpty()) {
      return HELD;
    }
    try (StackLock held = lock.get()) {
      Map<String, Integer> ports = Leftovers.end(folder);
      Installation installation = Installation.find();
      StackPlan plan = StackPlan.of(options, installation, ports);
      return new Supervisor(options, plan).supervise(whenReady);
    }
  }

  private int supervise(Runnable whenReady) throws IOException {
    CountDownLatch stopped = new CountDownLatch(1);
    Thread hook =
        new Thread(
            () -> {
              stopping.countDown();
              stop();
              stopped.countDown();
            });
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      start();
      phase(Phase.READY);
      whenReady.run();
      plan.archives().start();
      keep();
      return awaitEnd(stopped);
    } catch (StartFailedException | UncheckedIOException | IOException e) {
      if (isStopping()) {
        return awaitEnd(stopped);
      }
      problem = String.valueOf(e.getMessage());
      Runtime.getRuntime().removeShutdownHook(hook);
      stop();
      return 1;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return 0;
    }
  }

  private static List<Keeper> keepers(List<? extends Part> parts) {
    return parts.stream().map(part -> new Keeper(part, BROKEN)).toList();
  }

  private static Callable<Void> start(Keeper keeper) {
    return () -> {
      keeper.start();
      return null;
    };
  }

  private void start() throws IOException, InterruptedException {
    phase(Phase.STARTING);
    int port = URI.create(plan.url()).getPort();
    if (!Await.until(() -> FreePort.isFree(listen, port), PORT)) {
      throw new StartFailedException(
          "port "
              + port
              + " of "
              + listen.getHostAddress()
              + " cannot be had: another program has it, or this machine has no such address;"
              + " choose another one with --port or --listen");
    }
    Steps.together(storage.stream().map(Supervisor::start).toList());
    Steps.together(List.of(plan.storage()::makeDatabases, plan.storage()::makeTopics));
    for (Keeper service : services) {
      service.start();
    }
    phase(Phase.STARTING);
    AtomicBoolean broken = new AtomicBoolean();
    Steps.together(services.stream().map(service -> readiness(service, broken)).toList());
  }

  private Callable<Void> readiness(Keeper keeper, AtomicBoolean broken) {
    return () -> {
      Part part = keeper.part();
      BooleanSupplier vain = () -> part.process().isEmpty() || broken.get() || isStopping();
      boolean over = Await.until(() -> vain.getAsBoolean() || part.isReady(), ASK, READY);
      if (isStopping() || broken.get() || (over && part.process().isPresent())) {
        return null;
      }
      broken.set(true);
      throw new StartFailedException(
          part.name()
              + (over ? " ended while it started" : " was not ready in time")
              + ", see "
              + part.log());
    };
  }

  private void keep() throws InterruptedException {
    List<Keeper> all = Stream.concat(storage.stream(), services.stream()).toList();
    all.forEach(Keeper::keep);
    while (!stopping.await(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
      note(all.stream().allMatch(Keeper::isReady) ? Phase.READY : Phase.STARTING);
    }
  }

  /** A disk that is full for a while ends no stack. */
  private void note(Phase now) {
    try {
      phase(now);
      unnoted = false;
    } catch (IOException | UncheckedIOException e) {
      if (!unnoted) {
        System.err.println("that the stack is " + now + " cannot be noted: " + e.getMessage());
      }
      unnoted = true;
    }
  }

  private void stop() {
    try {
      phase(Phase.STOPPING);
      plan.archives().close();
      services.get(services.size() - 1).stop();
      Steps.together(
          services.stream()
              .<Callable<Void>>map(
                  service ->
                      () -> {
                        service.stop();
                        return null;
                      })
              .toList());
      for (int last = storage.size() - 1; last >= 0; last--) {
        storage.get(last).stop();
      }
      phase(problem == null ? Phase.STOPPED : Phase.FAILED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static int awaitEnd(CountDownLatch stopped) {
    try {
      stopped.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return 0;
  }

  private boolean isStopping() {
    return stopping.getCount() == 0;
  }

  private synchronized void phase(Phase now) throws IOException {
    if (written != null && isOver(written.phase()) && !isOver(now)) {
      return;
    }
    String self = ProcessIdentity.of(ProcessHandle.current()).line();
    StackState state = new StackState(self, now, problem, plan.url(), plan.ports(), processes());
    if (!state.equals(written)) {
      state.write(folder);
      written = state;
    }
  }

  private static boolean isOver(Phase phase) {
    return phase != Phase.STARTING && phase != Phase.READY;
  }

  private List<StackState.Running> processes() {
    List<StackState.Running> processes = new ArrayList<>();
    for (List<Keeper> keepers : List.of(storage, services)) {
      for (Keeper keeper : keepers) {
        Part part = keeper.part();
        keeper
            .process()
            .map(
                process ->
                    new StackState.Running(
                        part.name(), part.role(), process.line(), part.address()))
            .ifPresent(processes::add);
      }
    }
    return processes;
  }
}
