package io.lamella.cli.session;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Options of every command. */
public final class Common {
  @Option(
      names = "--server",
      paramLabel = "URL",
      description = "Address of the server (default: LAMELLA_URL, the context, or this machine).")
  @Nullable String server;

  @Option(names = "--json", description = "One JSON object on stdout; for lists one a line.")
  boolean json;

  @Option(
      names = {"-q", "--quiet"},
      description = "Say nothing but errors and what was asked for.")
  boolean quiet;

  @Option(names = "--verbose", description = "Say more.")
  boolean verbose;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "This text.")
  boolean help;
}
