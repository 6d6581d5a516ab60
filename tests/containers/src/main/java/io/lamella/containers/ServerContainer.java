package io.lamella.containers;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.command.CreateContainerCmd;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.exception.NotModifiedException;
import com.github.dockerjava.api.model.ExposedPort;
import com.github.dockerjava.api.model.HostConfig;
import com.github.dockerjava.api.model.PortBinding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.containers.GenericContainer;

/**
 * A server in a container, at a port of 127.0.0.1 that it keeps when it is stopped and started. An
 * object only stands for what its note names, so that any may look at the server, stop or kill it.
 *
 * @param note the file with the container's id
 * @param port where clients connect
 * @param recipe what it is made of
 */
public record ServerContainer(Path note, int port, Recipe recipe) {
  private static final int PATIENCE_SECONDS = 60;

  /** Whether tests are to take their servers from containers (profile {@code containers}). */
  public static boolean wanted() {
    return System.getProperty("lamella.test.servers", "processes").equals("containers");
  }

  /** Starts it, a new one if there is none, and returns when it answers. */
  public void start() throws IOException {
    Optional<String> known = id();
    if (known.isPresent()) {
      try {
        client().startContainerCmd(known.get()).exec();
      } catch (NotModifiedException e) {
        // It runs.
      }
    } else {
      Files.createDirectories(note.getParent());
      Files.writeString(note, create());
    }
    recipe.awaitReady(port, PATIENCE_SECONDS);
  }

  /** Whether it runs. */
  public boolean runs() throws IOException {
    Optional<String> known = id();
    return known.isPresent()
        && Boolean.TRUE.equals(
            client().inspectContainerCmd(known.get()).exec().getState().getRunning());
  }

  /** Stops it in order. */
  public void stop() throws IOException {
    Optional<String> known = id();
    if (known.isPresent()) {
      try {
        client().stopContainerCmd(known.get()).withTimeout(PATIENCE_SECONDS).exec();
      } catch (NotModifiedException e) {
        // It does not run.
      }
    }
  }

  /** Kills it at once. */
  public void kill() throws IOException {
    Optional<String> known = id();
    if (known.isPresent()) {
      try {
        client().killContainerCmd(known.get()).exec();
      } catch (ConflictException e) {
        // It does not run.
      }
    }
  }

  /** Removes it with all that it kept; the next start makes a new one. */
  public void remove() throws IOException {
    Optional<String> known = id();
    if (known.isPresent()) {
      try {
        client().removeContainerCmd(known.get()).withForce(true).withRemoveVolumes(true).exec();
      } catch (NotFoundException e) {
        // It is gone.
      }
      Files.delete(note);
    }
  }

  private Optional<String> id() throws IOException {
    return Files.exists(note) ? Optional.of(Files.readString(note)) : Optional.empty();
  }

  /** Ended by Testcontainers with this JVM, if nobody removes it before. */
  @SuppressWarnings("resource")
  private String create() {
    GenericContainer<?> container =
        new GenericContainer<>(recipe.image())
            .withEnv(recipe.environment(port))
            .withCommand(recipe.command().toArray(String[]::new))
            .withCreateContainerCmdModifier(this::bind);
    container.setWaitStrategy(null);
    container.start();
    return container.getContainerId();
  }

  private void bind(CreateContainerCmd command) {
    command.withExposedPorts(ExposedPort.tcp(recipe.port()));
    HostConfig host = command.getHostConfig();
    if (host != null) {
      host.withPortBindings(PortBinding.parse("127.0.0.1:" + port + ":" + recipe.port()));
    }
  }

  private static DockerClient client() {
    return DockerClientFactory.lazyClient();
  }
}
