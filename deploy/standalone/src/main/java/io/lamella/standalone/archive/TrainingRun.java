package io.lamella.standalone.archive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A start of a program that is watched while it loads its classes, and ends by itself. */
@FunctionalInterface
public interface TrainingRun {

  /**
   * Prepares one.
   *
   * @param scratch an empty folder, which it runs in and may write in
   */
  Command in(Path scratch) throws IOException;

  /**
   * What to run.
   *
   * @param arguments of {@code java}, as those of later starts
   * @param environment all that it has
   */
  record Command(List<String> arguments, Map<String, String> environment) {}
}
