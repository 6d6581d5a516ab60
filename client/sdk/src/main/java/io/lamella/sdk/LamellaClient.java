package io.lamella.sdk;

import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.event.Events;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.run.Uses;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.version.Datasets;
import io.lamella.sdk.version.HeldTicket;
import io.lamella.sdk.version.Projects;
import io.lamella.sdk.version.Sealing;
import io.lamella.sdk.version.Versions;
import io.lamella.sdk.webhook.Webhooks;
import java.net.URI;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A Lamella server, as a program uses it. Errors come as {@link
 * io.lamella.contracts.error.LamellaException} with a stable code. Safe for use by several threads.
 */
public final class LamellaClient {
  private final Connection connection;
  private final LamellaHome home;
  private final Versions versions;
  private final Datasets datasets;
  private final Uses uses;
  private final Projects projects;

  /**
   * @param server address, {@code http://host:port}
   * @param token bearer token; null: none
   * @param home where files of our own are kept
   */
  public LamellaClient(URI server, @Nullable String token, LamellaHome home) {
    this(server, token, home, Connection.PATIENCE);
  }

  /**
   * @param server address, {@code http://host:port}
   * @param token bearer token; null: none
   * @param home where files of our own are kept
   * @param patience how long a server that went away is waited for
   */
  public LamellaClient(URI server, @Nullable String token, LamellaHome home, Duration patience) {
    this.connection = new Connection(server, token, patience);
    this.home = home;
    this.versions = new Versions(connection);
    this.datasets = new Datasets(connection);
    this.uses = new Uses(connection);
    this.projects = new Projects(connection);
  }

  public URI server() {
    return connection.server();
  }

  public LamellaHome home() {
    return home;
  }

  public Versions versions() {
    return versions;
  }

  public Datasets datasets() {
    return datasets;
  }

  public Uses uses() {
    return uses;
  }

  public Projects projects() {
    return projects;
  }

  /** What happens to versions, as it happens. */
  public Events events() {
    return new Events(connection);
  }

  /** Who is told of that over HTTP. */
  public Webhooks webhooks() {
    return new Webhooks(connection);
  }

  public CallerView whoami() {
    return connection.json(Call.get("/v1/whoami"), CallerView.class);
  }

  /**
   * What the version holds.
   *
   * @param view an answer about it, with its ticket
   */
  public VersionContents contents(VersionView view) {
    return new VersionContents(connection, view, versions.hold(view));
  }

  /** The draft of an unfinished version. */
  public Draft draft(VersionView view) {
    return new Draft(connection, versions.hold(view));
  }

  /** Files of this machine into a draft. */
  public DraftFiles files(VersionView view) {
    HeldTicket held = versions.hold(view);
    return new DraftFiles(
        new VersionContents(connection, view, held),
        new Draft(connection, held),
        home,
        server().toString());
  }

  /** Asks for the version to be sealed. */
  public OperationView finalizeVersion(UUID id) {
    return versions.finalizeVersion(id);
  }

  /** Waits until an operation has ended well, and gives the version as it is then. */
  public VersionView await(OperationView operation) {
    return new Sealing(versions).await(operation);
  }
}
