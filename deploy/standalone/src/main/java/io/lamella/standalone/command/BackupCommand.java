package io.lamella.standalone.command;

import io.lamella.standalone.backup.Backup;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lamella backup}. */
@Command(
    name = "backup",
    mixinStandardHelpOptions = true,
    description = {
      "Writes the stack's databases and keys to a file, while it runs or not.",
      "The object store is not in it: keep that too, as it is then or later."
    })
public final class BackupCommand implements Callable<Integer> {
  @Mixin private DataDir data = new DataDir();

  @Parameters(paramLabel = "FILE", description = "A file that is not there yet.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    Backup.write(data.folder(), file);
    System.out.println("Written to " + file + "; the store is " + data.folder().store());
    return 0;
  }
}
