package io.lamella.bench.growth;

import io.lamella.bench.data.Trees;
import io.lamella.bench.tool.Stack;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Where growth is measured: a folder, a stack that starts when it is needed, and a printer. */
final class Site implements AutoCloseable {
  private final Path folder;
  private final PrintStream out;
  private @Nullable Stack stack;

  /**
   * @param parent where the folder is made; null: among the system's temporary ones
   */
  Site(@Nullable Path parent, PrintStream out) throws IOException {
    Path made =
        parent == null
            ? Files.createTempDirectory("lamella-growth-")
            : Files.createTempDirectory(Files.createDirectories(parent), "lamella-growth-");
    // PostgreSQL, which never runs as root, has its data inside.
    Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwx--x--x"));
    this.folder = made.toRealPath();
    this.out = out;
  }

  Path folder() {
    return folder;
  }

  /**
   * A stack of one measurement's own, which does not run yet; whoever asks for it closes it.
   *
   * @param name of its folder
   * @param environment of its processes
   */
  Stack stack(String name, Map<String, String> environment) throws IOException {
    Path top = Path.of(System.getProperty("lamella.top", "."));
    return Stack.in(top, folder.resolve(name), environment);
  }

  /** The stack, running. */
  Stack stack() throws IOException {
    Stack running = stack;
    if (running == null) {
      running = stack("stack", Map.of());
      stack = running;
      running.up();
    }
    return running;
  }

  /** Prints a measured line. */
  void say(String form, Object... values) {
    out.println(String.format(Locale.ROOT, form, values));
  }

  @Override
  public void close() throws IOException {
    if (stack != null) {
      stack.close();
    }
    Trees.delete(folder);
  }
}
