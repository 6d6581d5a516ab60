package io.lamella.cli.files;

import io.lamella.sdk.folder.Symlinks;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a folder is looked through. */
final class ScanOptions {
  @Option(names = "--dataset-folder", description = "Folder in the version that it goes to.")
  @Nullable String datasetFolder;

  @Option(
      names = "--include",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Only what matches; without a / at any depth.")
  List<String> include = new ArrayList<>();

  @Option(
      names = "--exclude",
      arity = "0..*",
      paramLabel = "GLOB",
      description = "Nothing that matches, beside what .lamellaignore names.")
  List<String> exclude = new ArrayList<>();

  @Option(names = "--non-recursive", description = "Nothing from folders beneath.")
  boolean nonRecursive;

  @Option(
      names = "--symlinks",
      description =
          "keep or follow all of them (default: those that stay inside are kept, others followed).")
  @Nullable Symlinks symlinks;

  @Option(names = "--skip-invalid", description = "Leave out names that are not UTF-8.")
  boolean skipInvalid;

  @Option(
      names = "--strict",
      description = "Refuse pipes, sockets and devices instead of leaving them out.")
  boolean strict;

  @Option(names = "--checksum", description = "Read every file, whatever its times say.")
  boolean checksum;

  Symlinks symlinks(Symlinks otherwise) {
    return symlinks == null ? otherwise : symlinks;
  }
}
