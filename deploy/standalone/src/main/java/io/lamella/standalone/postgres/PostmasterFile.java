package io.lamella.standalone.postgres;

import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** PostgreSQL's own note of its server, {@code postmaster.pid}, and the processes on its data. */
record PostmasterFile(Path data) {
  private static final int STATUS_LINE = 7;

  /** The server that runs on this data, if one does. */
  Optional<ProcessHandle> server() {
    List<String> lines = lines();
    if (lines.isEmpty() || !lines.get(0).trim().matches("\\d{1,18}")) {
      return Optional.empty();
    }
    return ProcessHandle.of(Long.parseLong(lines.get(0).trim())).filter(this::worksHere);
  }

  /** Whether the server says that it takes connections. */
  boolean ready() {
    List<String> lines = lines();
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).trim().equals("ready");
  }

  /** Kills whatever still works on this data, the server first, and forgets it. */
  void clear() throws IOException {
    server().ifPresent(server -> ProcessIdentity.of(server).end(Duration.ZERO));
    ProcessHandle.allProcesses()
        .filter(this::worksHere)
        .forEach(backend -> ProcessIdentity.of(backend).end(Duration.ZERO));
    Files.deleteIfExists(data.resolve("postmaster.pid"));
  }

  /** PostgreSQL's processes stand in their data folder; where the system hides that, their name. */
  private boolean worksHere(ProcessHandle process) {
    boolean postgres =
        process.info().command().map(command -> command.contains("/postgres")).orElse(false);
    if (!postgres || !process.isAlive()) {
      return false;
    }
    Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return Files.isSameFile(Files.readSymbolicLink(folder), data);
    } catch (IOException e) {
      return !Files.exists(Path.of("/proc/self"));
    }
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(data.resolve("postmaster.pid"));
    } catch (IOException e) {
      return List.of();
    }
  }
}
