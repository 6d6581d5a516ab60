package io.lamella.bench.growth;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code lamella bench growth}: prints a line for everything that was measured. */
@Command(
    name = "lamella bench growth",
    mixinStandardHelpOptions = true,
    description = {
      "Measures how things grow: entries of a manifest, files of a version, versions of a dataset,"
          + " the depth of a lineage, open drafts, files of an ingest, events,"
          + " workers, and reading from a bucket past the services."
    },
    footer = {"", "Example:", "  lamella bench growth entries --sizes 100000,1000000"})
public final class Growth implements Callable<Integer> {
  private static final List<Growing> ALL =
      List.of(
          new EntriesGrowth(),
          new FilesGrowth(),
          new VersionsGrowth(),
          new LineageGrowth(),
          new DraftsGrowth(),
          new IngestGrowth(),
          new EventsGrowth(),
          new WorkersGrowth(),
          new DirectGrowth());

  @Spec private CommandSpec command = CommandSpec.create();

  @Parameters(
      paramLabel = "NAME",
      description =
          "entries, files, versions, lineage, drafts, ingest, events, workers or direct (default:"
              + " all).")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--sizes",
      split = ",",
      paramLabel = "N",
      description = "At which sizes (default: three for each).")
  private List<Integer> sizes = new ArrayList<>();

  @Option(
      names = "--work",
      paramLabel = "DIR",
      description = "Where the folder of the run is made (default: the system's temporary one).")
  private @Nullable Path work;

  @Override
  public Integer call() throws IOException {
    List<String> known = ALL.stream().map(Growing::name).toList();
    if (!known.containsAll(names)) {
      throw new ParameterException(
          command.commandLine(), "there are " + String.join(", ", known) + ", not " + names);
    }
    for (Growing growing : ALL) {
      if (names.isEmpty() || names.contains(growing.name())) {
        try (Site site = new Site(work, System.out)) {
          growing.measure(sizes.isEmpty() ? growing.sizes() : sizes, site);
        }
      }
    }
    return 0;
  }

  public static void main(String[] args) {
    System.exit(new CommandLine(new Growth()).execute(args));
  }
}
