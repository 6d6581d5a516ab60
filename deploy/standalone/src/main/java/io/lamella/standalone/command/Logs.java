package io.lamella.standalone.command;

import io.lamella.standalone.stack.StackFolder;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code lamella logs}. */
@Command(
    name = "logs",
    mixinStandardHelpOptions = true,
    description = "Prints what the processes of the stack have said, all or one of them.",
    footer = "Example: lamella logs upload -f")
public final class Logs implements Callable<Integer> {
  private static final long LOOK_MILLIS = 200;

  @Mixin private DataDir data = new DataDir();

  @Parameters(arity = "0..1", paramLabel = "SERVICE", description = "A role as ps names it.")
  private @Nullable String service;

  @Option(
      names = {"-f", "--follow"},
      description = "Goes on with what they say from now on.")
  private boolean follow;

  @Override
  public Integer call() throws IOException, InterruptedException {
    StackFolder folder = data.folder();
    LogTails tails = new LogTails(folder, service);
    if (!tails.print(System.out)) {
      System.err.println(
          "Nothing has been said in " + folder.path() + (service == null ? "" : " by " + service));
      return 3;
    }
    while (follow) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      tails.print(System.out);
    }
    return 0;
  }
}
