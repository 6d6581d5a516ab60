package io.lamella.bench.tool;

import io.lamella.bench.data.Trees;
import io.lamella.bench.measure.Command;
import io.lamella.bench.measure.Sample;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A restic repository. */
public final class Restic {
  /** The program, and what reports call it. */
  public static final String NAME = "restic";

  private final Path repository;

  private Restic(Path repository) {
    this.repository = repository;
  }

  /**
   * Makes an empty repository.
   *
   * @param folder an existing one
   */
  public static Restic init(Path folder) throws IOException {
    Restic restic = new Restic(Files.createDirectories(folder).resolve("repository"));
    restic.command(folder, folder.resolve("cache"), "init").run();
    return restic;
  }

  /**
   * Takes a folder in.
   *
   * @param machine folder of the machine that does it
   */
  public Sample backup(Path machine, Path data) throws IOException {
    long before = Trees.size(repository).bytes();
    Sample sample = Sample.of(command(data, machine.resolve("cache"), "backup", ".").run());
    return sample.with(Sample.STORED, Trees.size(repository).bytes() - before);
  }

  /**
   * Gives the newest snapshot back.
   *
   * @param machine folder of the machine that does it
   */
  public Sample restore(Path machine) throws IOException {
    Files.createDirectories(machine);
    String target = machine.resolve("restored").toString();
    return Sample.of(
        command(machine, machine.resolve("cache"), "restore", "latest", "--target", target).run());
  }

  private Command command(Path folder, Path cache, String... arguments) {
    return new Command(
            List.of(NAME, "--quiet"),
            folder,
            Map.of(
                "RESTIC_REPOSITORY", repository.toString(),
                "RESTIC_PASSWORD", "bench",
                "RESTIC_CACHE_DIR", cache.toString()))
        .with(arguments);
  }
}
