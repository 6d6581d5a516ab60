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
    return noted().filter(this::serves);
  }

  /** Whether the server says that it takes connections. */
  boolean ready() {
    List<String> lines = lines();
    return lines.size() > STATUS_LINE && lines.get(STATUS_LINE).trim().equals("ready");
  }

  /**
   * Kills whatever still works on this data, the server first, and forgets that it was ready. Where
   * the system hides what a killed server left, PostgreSQL itself must find it before it starts: by
   * the shared memory that stands in the note, which stays unless another process bears the pid.
   */
  void clear() throws IOException {
    server().ifPresent(PostmasterFile::kill);
    ProcessHandle.allProcesses().filter(this::standsHere).forEach(PostmasterFile::kill);
    List<String> lines = lines();
    if (lines.size() < STATUS_LINE || noted().isPresent()) {
      Files.deleteIfExists(file());
    } else {
      Files.write(file(), lines.subList(0, STATUS_LINE));
    }
  }

  /** The process that bears the noted pid, whatever it is. */
  private Optional<ProcessHandle> noted() {
    List<String> lines = lines();
    return lines.isEmpty() || !lines.get(0).trim().matches("\\d{1,18}")
        ? Optional.empty()
        : ProcessHandle.of(Long.parseLong(lines.get(0).trim()));
  }

  /** Every system shows a server's arguments, also to those who may not see where it stands. */
  private boolean serves(ProcessHandle process) {
    List<String> arguments = List.of(process.info().arguments().orElse(new String[0]));
    int option = arguments.indexOf("-D");
    return option >= 0 && option + 1 < arguments.size() && isData(arguments.get(option + 1));
  }

  /** PostgreSQL's processes stand in their data folder. */
  private boolean standsHere(ProcessHandle process) {
    boolean postgres =
        process.info().command().map(command -> command.contains("/postgres")).orElse(false);
    Path folder = Path.of("/proc", Long.toString(process.pid()), "cwd");
    try {
      return postgres && isData(Files.readSymbolicLink(folder).toString());
    } catch (IOException e) {
      return false;
    }
  }

  private boolean isData(String folder) {
    try {
      return Files.isSameFile(Path.of(folder), data);
    } catch (IOException e) {
      return false;
    }
  }

  private static void kill(ProcessHandle process) {
    List<ProcessHandle> children = process.descendants().toList();
    ProcessIdentity.of(process).end(Duration.ZERO);
    children.forEach(child -> ProcessIdentity.of(child).end(Duration.ZERO));
  }

  private Path file() {
    return data.resolve("postmaster.pid");
  }

  private List<String> lines() {
    try {
      return Files.readAllLines(file());
    } catch (IOException e) {
      return List.of();
    }
  }
}
