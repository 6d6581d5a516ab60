package io.lamella.standalone.command;

import io.lamella.standalone.stack.Launcher;
import io.lamella.standalone.stack.Launcher.Outcome;
import io.lamella.standalone.stack.StackFolder;
import io.lamella.standalone.stack.StackOptions;
import io.lamella.standalone.stack.StackState;
import io.lamella.standalone.stack.Supervisor;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code lamella up}. */
@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = "Starts the stack and returns when all of it is ready.",
    footer = "Example: lamella up --scale worker=3,sealer=2")
public final class Up implements Callable<Integer> {
  @Mixin private UpOptions options = new UpOptions();

  @Option(
      names = "--foreground",
      description = "Stays until interrupted, and stops the stack then.")
  private boolean foreground;

  @Override
  public Integer call() throws IOException {
    StackOptions asked = options.options();
    StackFolder folder = asked.folder();
    long begun = System.nanoTime();
    if (foreground) {
      return foreground(asked, begun);
    }
    if (!Launcher.isUp(folder)) {
      System.out.println("Starting Lamella in " + folder.path());
    }
    List<String> supervise = new ArrayList<>(List.of("supervise"));
    supervise.addAll(UpOptions.arguments(asked));
    if (Launcher.up(asked, supervise) == Outcome.WAS_UP) {
      return alreadyUp(folder);
    }
    System.out.println("Lamella is up after " + since(begun));
    describe(folder);
    return 0;
  }

  private static int foreground(StackOptions asked, long begun) throws IOException {
    StackFolder folder = asked.folder();
    int exit =
        Supervisor.run(
            asked,
            () -> {
              System.out.println("Lamella is up after " + since(begun) + "; ends on interrupt");
              describe(folder);
            });
    if (exit == Supervisor.HELD) {
      Launcher.awaitReady(folder);
      return alreadyUp(folder);
    }
    if (exit != 0) {
      StackState.read(folder).ifPresent(state -> System.err.println("lamella: " + state.problem()));
    }
    return exit;
  }

  private static int alreadyUp(StackFolder folder) {
    System.out.println("Lamella is already up");
    describe(folder);
    return 0;
  }

  private static void describe(StackFolder folder) {
    StackState state = StackState.read(folder).orElseThrow();
    System.out.printf("  %-11s %s   <- clients: LAMELLA_URL or --server%n", "address", state.url());
    for (StackState.Running process : state.processes()) {
      if (!process.address().equals(state.url())) {
        System.out.printf("  %-11s %s%n", process.name(), process.address());
      }
    }
    System.out.printf("  %-11s %s%n", "data", folder.path());
  }

  private static String since(long begun) {
    return Math.round((System.nanoTime() - begun) / 1e9) + " s";
  }
}
