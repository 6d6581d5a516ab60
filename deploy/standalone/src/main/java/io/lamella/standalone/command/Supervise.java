package io.lamella.standalone.command;

import io.lamella.standalone.stack.Supervisor;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** What the supervisor's process runs. */
@Command(name = "supervise", hidden = true, description = "Runs a stack until it is told to end.")
public final class Supervise implements Callable<Integer> {
  @Mixin private UpOptions options = new UpOptions();

  @Override
  public Integer call() throws IOException {
    return Supervisor.run(options.options(), () -> {});
  }
}
