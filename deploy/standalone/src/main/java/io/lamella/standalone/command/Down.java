package io.lamella.standalone.command;

import io.lamella.standalone.stack.Launcher;
import io.lamella.standalone.stack.StackFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code lamella down}. */
@Command(
    name = "down",
    mixinStandardHelpOptions = true,
    description = "Stops the stack in order. Its data stays for the next up.")
public final class Down implements Callable<Integer> {
  @Mixin private DataDir data = new DataDir();

  @Override
  public Integer call() throws IOException {
    StackFolder folder = data.folder();
    boolean ran = Launcher.down(folder);
    System.out.println(
        ran
            ? "Lamella is down; its data stays in " + folder.path()
            : "No stack runs in " + folder.path());
    return 0;
  }
}
