package io.lamella.acceptance;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A folder of a store that nothing can be read from or written to, until this is closed. */
record Unusable(Path folder, Path aside) implements AutoCloseable {
  static Unusable of(Path folder) throws IOException {
    Path aside = folder.resolveSibling(folder.getFileName() + "-aside");
    Files.move(folder, aside);
    Files.createFile(folder);
    return new Unusable(folder, aside);
  }

  /** What lies in a folder of packs: a folder for each domain. */
  static Set<Path> domains(Path packs) throws IOException {
    if (!Files.exists(packs)) {
      return new HashSet<>();
    }
    try (Stream<Path> entries = Files.list(packs)) {
      return entries.collect(Collectors.toCollection(HashSet::new));
    }
  }

  /** The one domain that was not there before. */
  static Path domainBeside(Set<Path> before, Path packs) throws IOException {
    Set<Path> domains = domains(packs);
    domains.removeAll(before);
    if (domains.size() != 1) {
      throw new AssertionError("new domains: " + domains);
    }
    return domains.iterator().next();
  }

  @Override
  public void close() throws IOException {
    Files.delete(folder);
    Files.move(aside, folder);
  }
}
