package io.lamella.cli.server;

import io.lamella.cli.output.Objects;
import io.lamella.cli.session.Config;
import io.lamella.cli.session.LamellaCommand;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.CallerView;
import io.lamella.sdk.LamellaClient;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Remembers a server and the token for it. */
@Command(
    name = "login",
    description = "Remember a server and the token for it; asks the server first.",
    footer = {"", "Example:", "  lamella login https://lamella.example.org --token @token.txt"})
public final class LoginCommand extends LamellaCommand {
  @Parameters(
      index = "0",
      arity = "0..1",
      paramLabel = "URL",
      description = "Address of the server (default: the one in use).")
  @Nullable String url;

  @Option(
      names = "--token",
      arity = "0..1",
      interactive = true,
      echo = false,
      paramLabel = "TOKEN",
      description = "The token, or @FILE that holds it; without a value it is asked for.")
  @Nullable String token;

  @Option(names = "--context", description = "Name to remember it by.")
  String context = "default";

  @Override
  protected int run(Session session) throws IOException {
    String given = token != null ? token(session, token) : session.variable("LAMELLA_TOKEN");
    String address = url == null ? session.client().server().toString() : url;
    LamellaClient client = session.connect(address, given);
    CallerView caller = client.whoami();
    URI server = client.server();
    session.save(session.config().with(context, new Config.Context(server.toString(), given)));
    session
        .output()
        .report(
            Objects.of("name", caller.name(), "role", caller.role(), "server", server),
            "logged in at " + server + " as " + caller.name() + " (" + caller.role() + ")");
    return 0;
  }

  private static String token(Session session, String written) throws IOException {
    return written.startsWith("@")
        ? Files.readString(session.folder().resolve(written.substring(1))).strip()
        : written;
  }
}
