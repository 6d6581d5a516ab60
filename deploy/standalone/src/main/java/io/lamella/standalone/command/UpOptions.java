package io.lamella.standalone.command;

import io.lamella.standalone.stack.Role;
import io.lamella.standalone.stack.StackOptions;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The options of {@code up}, which are also those of the supervisor that it starts. */
final class UpOptions {
  private static final int MOST = 64;
  private static final Set<Role> SCALABLE =
      EnumSet.of(Role.METADATA, Role.UPLOAD, Role.WORKER, Role.SEALER, Role.CACHE);

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command = CommandSpec.create();

  @Mixin private DataDir data = new DataDir();

  @Option(
      names = "--port",
      defaultValue = "7070",
      description = "Port of the one address for clients (default: ${DEFAULT-VALUE}; 0: any).")
  private int port;

  @Option(
      names = "--listen",
      defaultValue = "127.0.0.1",
      paramLabel = "ADDRESS",
      description =
          "Address to listen on (default: ${DEFAULT-VALUE}). Any but loopback needs --tokens-file.")
  private String listen = "127.0.0.1";

  @Option(
      names = "--tokens-file",
      paramLabel = "FILE",
      description = "Bearer tokens, a line each: TOKEN ROLE NAME; ROLE is reader, writer or admin.")
  private @Nullable Path tokens;

  @Option(
      names = "--scale",
      split = ",",
      paramLabel = "ROLE=N",
      description =
          "Processes of a role: metadata, upload, cache; worker and sealer beside what upload"
              + " does.")
  private Map<String, Integer> scale = new TreeMap<>();

  /**
   * What was asked for.
   *
   * @throws ParameterException when it cannot be
   */
  StackOptions options() {
    StackOptions options =
        new StackOptions(
            data.folder(),
            port,
            address(),
            tokens == null ? null : tokens.toAbsolutePath().normalize(),
            roles());
    if (port < 0 || port > 65_535) {
      throw usage("--port: no such port: " + port);
    }
    if (!options.isLoopback() && tokens == null) {
      throw usage("--listen " + listen + " lets others in, which needs --tokens-file");
    }
    if (tokens != null && !Files.isReadable(tokens)) {
      throw usage("--tokens-file: cannot read " + tokens);
    }
    return options;
  }

  /** The same options as arguments. */
  static List<String> arguments(StackOptions options) {
    List<String> arguments =
        new ArrayList<>(
            List.of(
                "--data-dir",
                options.folder().path().toString(),
                "--port",
                Integer.toString(options.port()),
                "--listen",
                options.listen().getHostAddress()));
    Path tokens = options.tokens();
    if (tokens != null) {
      arguments.addAll(List.of("--tokens-file", tokens.toString()));
    }
    options
        .scale()
        .forEach((role, count) -> arguments.addAll(List.of("--scale", role.label() + "=" + count)));
    return arguments;
  }

  private InetAddress address() {
    try {
      return InetAddress.getByName(listen);
    } catch (UnknownHostException e) {
      throw usage("--listen: no such address: " + listen);
    }
  }

  private Map<Role, Integer> roles() {
    Map<Role, Integer> roles = new TreeMap<>();
    scale.forEach(
        (name, count) -> {
          Role role =
              SCALABLE.stream()
                  .filter(known -> known.label().equals(name))
                  .findFirst()
                  .orElseThrow(() -> usage("--scale: no role that scales: " + name));
          boolean needed = role != Role.WORKER && role != Role.SEALER;
          if (count < (needed ? 1 : 0) || count > MOST) {
            throw usage("--scale: " + name + " can not be " + count);
          }
          roles.put(role, count);
        });
    return roles;
  }

  private ParameterException usage(String message) {
    return new ParameterException(command.commandLine(), message);
  }
}
