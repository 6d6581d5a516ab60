package io.lamella.cli.files;

import io.lamella.cli.reference.UsageException;
import io.lamella.cli.reference.VersionOptions;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a command works on, and perhaps the version: with an option for the one, the first argument
 * is the other.
 *
 * @param argument the version named by the first argument; null: none
 * @param values files, or paths
 */
record Named(@Nullable String argument, List<String> values) {
  static Named of(List<String> option, List<String> arguments) {
    if (option.isEmpty()) {
      return new Named(null, arguments);
    }
    if (arguments.size() > 1) {
      throw new UsageException("one version, please, not " + arguments);
    }
    return new Named(arguments.isEmpty() ? null : arguments.get(0), option);
  }

  @Nullable String reference(VersionOptions options) {
    return argument != null ? argument : options.reference();
  }
}
