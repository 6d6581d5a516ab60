package io.lamella.standalone.command;

import io.lamella.standalone.stack.StackFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
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
    List<LogTail> tails = new ArrayList<>();
    for (Path log : logs(folder)) {
      String name = log.getFileName().toString().replace(".log", "");
      if (service == null || name.equals(service) || name.startsWith(service + "-")) {
        tails.add(new LogTail(log, service == null ? name + " | " : ""));
      }
    }
    if (tails.isEmpty()) {
      System.err.println(
          "Nothing has been said in " + folder.path() + (service == null ? "" : " by " + service));
      return 3;
    }
    for (LogTail tail : tails) {
      tail.print(System.out);
    }
    while (follow) {
      TimeUnit.MILLISECONDS.sleep(LOOK_MILLIS);
      for (LogTail tail : tails) {
        tail.print(System.out);
      }
    }
    return 0;
  }

  private static List<Path> logs(StackFolder folder) throws IOException {
    try (Stream<Path> files = Files.list(folder.log("any").getParent())) {
      return files
          .filter(file -> file.toString().endsWith(".log"))
          .sorted(Comparator.comparing(Path::toString))
          .toList();
    } catch (java.nio.file.NoSuchFileException e) {
      return List.of();
    }
  }
}
