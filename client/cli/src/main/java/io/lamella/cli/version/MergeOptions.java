package io.lamella.cli.version;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How several versions come together. */
public final class MergeOptions {
  @Option(
      names = "--merge",
      paramLabel = "HOW",
      description =
          "Several versions come together three-way, against what "
              + "they have in common (default), or layered: the last one "
              + "that has a path is taken.")
  public @Nullable String merge;

  @Option(
      names = "--on-conflict",
      paramLabel = "WHOSE",
      description =
          "Whose change is taken where several changed a path: "
              + "the later one's, theirs (default), the earlier one's, "
              + "ours, or nobody's: fail.")
  public @Nullable String onConflict;
}
