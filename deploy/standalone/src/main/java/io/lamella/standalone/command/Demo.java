package io.lamella.standalone.command;

import io.lamella.standalone.Installation;
import io.lamella.standalone.demo.DemoFailedException;
import io.lamella.standalone.demo.DemoFolder;
import io.lamella.standalone.demo.Story;
import io.lamella.standalone.process.StartFailedException;
import io.lamella.standalone.stack.Launcher;
import io.lamella.standalone.stack.StackFolder;
import io.lamella.standalone.stack.StackOptions;
import io.lamella.standalone.stack.StackState;
import java.io.IOException;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code lamella demo}. */
@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    description =
        "Does the main job on real files, with a stack of its own, and checks every byte.")
public final class Demo implements Callable<Integer> {
  @Override
  public Integer call() throws IOException {
    DemoFolder folder = DemoFolder.make();
    StackFolder stack = new StackFolder(folder.path().resolve("stack"));
    Thread end = new Thread(() -> end(folder, stack));
    Runtime.getRuntime().addShutdownHook(end);
    try {
      System.out.println(
          "Starting a stack of PostgreSQL, Kafka and three services in " + stack.path());
      long begun = System.nanoTime();
      StackOptions options =
          new StackOptions(stack, 0, InetAddress.getLoopbackAddress(), null, Map.of());
      List<String> supervise = new ArrayList<>(List.of("supervise"));
      supervise.addAll(UpOptions.arguments(options));
      Launcher.up(options, supervise);
      String url = StackState.read(stack).orElseThrow().url();
      System.out.printf(
          "Everything is ready at %s after %d s.%n%n",
          url, Math.round((System.nanoTime() - begun) / 1e9));
      new Story(Installation.find(), folder.path(), url, System.out).tell();
      return 0;
    } catch (DemoFailedException | StartFailedException e) {
      folder.keep();
      System.err.println("lamella: the demo failed: " + e.getMessage());
      System.err.println("lamella: what it left lies in " + folder.path());
      return 1;
    }
  }

  private static void end(DemoFolder folder, StackFolder stack) {
    try {
      Launcher.down(stack);
      folder.close();
      System.out.println("The stack is stopped.");
    } catch (IOException e) {
      System.err.println("lamella: " + folder.path() + " is not tidied up: " + e);
    }
  }
}
