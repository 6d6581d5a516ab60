package io.lamella.cli.reference;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Parameters;

/** The options that name a version, or a reference as the first argument. */
public final class VersionArgument extends VersionOptions {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "REF",
      description = "The version; without one, the folder's current version.")
  @Nullable String argument;

  @Override
  public @Nullable String reference() {
    return argument != null ? argument : super.reference();
  }
}
