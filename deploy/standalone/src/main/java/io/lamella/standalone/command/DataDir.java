package io.lamella.standalone.command;

import io.lamella.standalone.stack.StackFolder;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that names a stack. */
final class DataDir {
  @Option(
      names = "--data-dir",
      paramLabel = "DIR",
      description = "Folder of the stack's data (default: stack in LAMELLA_HOME or ~/.lamella).")
  private @Nullable Path path;

  StackFolder folder() {
    return new StackFolder(path == null ? StackFolder.usual() : path);
  }
}
