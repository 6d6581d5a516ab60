package io.lamella.standalone.command;

import io.lamella.standalone.backup.Restore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** {@code lamella restore}, for a stack: the client's restore brings versions back. */
@Command(
    name = "restore-backup",
    mixinStandardHelpOptions = true,
    description = {
      "Puts a backup into the stack's folder, where no databases are; the store stays as it is.",
      "Start it then with lamella up, and run lamella storage reindex."
    })
public final class RestoreCommand implements Callable<Integer> {
  @Mixin private DataDir data = new DataDir();

  @Parameters(paramLabel = "FILE", description = "What lamella backup has written.")
  private Path file = Path.of("");

  @Override
  public Integer call() throws IOException {
    Restore.read(file, data.folder());
    System.out.println(
        "Restored into "
            + data.folder().path()
            + "; lamella up starts it,"
            + " lamella storage reindex finds what was stored since");
    return 0;
  }
}
