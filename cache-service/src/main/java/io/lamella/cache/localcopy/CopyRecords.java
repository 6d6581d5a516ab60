package io.lamella.cache.localcopy;

import io.lamella.kit.event.EventJson;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.jboss.logging.Logger;

/** Records as JSON files, {@code <id>.json}; each is replaced in one step. */
final class CopyRecords {
  private static final Logger LOG = Logger.getLogger(CopyRecords.class);
  private static final String SUFFIX = ".json";
  private final Path folder;

  CopyRecords(Path folder) throws IOException {
    this.folder = Files.createDirectories(folder);
  }

  void save(CopyRecord copy) throws IOException {
    Path temporary = folder.resolve(".tmp-" + UUID.randomUUID());
    try {
      Files.write(temporary, EventJson.MAPPER.writeValueAsBytes(copy));
      Files.move(temporary, file(copy.id()), StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
  }

  void delete(String id) throws IOException {
    Files.deleteIfExists(file(id));
  }

  /** All records that can be read. */
  List<CopyRecord> load() throws IOException {
    List<CopyRecord> records = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : (Iterable<Path>) files::iterator) {
        if (file.toString().endsWith(SUFFIX)) {
          load(file, records);
        }
      }
    }
    return records;
  }

  private static void load(Path file, List<CopyRecord> records) {
    try {
      records.add(EventJson.MAPPER.readValue(Files.readAllBytes(file), CopyRecord.class));
    } catch (IOException e) {
      LOG.warnf("a record of a local copy is left out: %s: %s", file.getFileName(), e.getMessage());
    }
  }

  private Path file(String id) {
    return folder.resolve(id + SUFFIX);
  }
}
