package io.lamella.standalone.stack;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a stack, written by its supervisor at every change, read by the other commands
 * and by the next supervisor.
 *
 * @param supervisor who wrote this, as {@link ProcessIdentity#line} writes it
 * @param phase how far it is
 * @param problem why it failed, for people
 * @param url the one address for clients
 * @param ports every port in use, by name; kept from one start to the next
 * @param processes the latest process of every part that was started; it may have died since
 */
public record StackState(
    String supervisor,
    Phase phase,
    @Nullable String problem,
    String url,
    Map<String, Integer> ports,
    List<Running> processes) {
  private static final ObjectMapper JSON = new ObjectMapper();

  public StackState {
    ports = Map.copyOf(ports);
    processes = List.copyOf(processes);
  }

  /** How far a stack is. */
  public enum Phase {
    STARTING,
    READY,
    STOPPING,
    STOPPED,
    FAILED
  }

  /**
   * One process.
   *
   * @param name its name, unique in the stack
   * @param identity pid and start, as {@link ProcessIdentity#line} writes them
   * @param address what its clients connect to
   */
  public record Running(String name, Role role, String identity, String address) {
    /** Which process it is. */
    public ProcessIdentity process() {
      return ProcessIdentity.parse(identity);
    }

    /** Whether it lives and does its work; this asks it. */
    public boolean answers() {
      return process().alive().isPresent() && Readiness.of(role, address);
    }
  }

  /** The last state that was written in this folder. */
  public static Optional<StackState> read(StackFolder folder) {
    try {
      return Optional.of(JSON.readValue(Files.readAllBytes(folder.state()), StackState.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  void write(StackFolder folder) throws IOException {
    Path unfinished = folder.path().resolve("state.json.new");
    Files.write(unfinished, JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(this));
    Files.move(
        unfinished,
        folder.state(),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
  }
}
