package io.lamella.buckets;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A package of Node's, fetched where that can be, once for each build. */
public final class NodePackage {
  private NodePackage() {}

  /**
   * Fetches a package.
   *
   * @param folder where it stays: one of the build's
   * @param name with its version, as {@code left-pad@1.3.0}
   * @return empty where there is no Node, or the package cannot be fetched
   */
  public static Optional<Path> in(Path folder, String name)
      throws IOException, InterruptedException {
    Files.createDirectories(folder);
    Path installed =
        folder.resolve("node_modules").resolve(name.substring(0, name.lastIndexOf('@')));
    boolean there =
        Programs.run("node", "--version")
            && (Files.isDirectory(installed)
                || Programs.run(
                    "npm",
                    "install",
                    "--prefix",
                    folder.toString(),
                    "--no-save",
                    "--ignore-scripts",
                    "--no-audit",
                    "--no-fund",
                    name));
    return there ? Optional.of(installed) : Optional.empty();
  }
}
