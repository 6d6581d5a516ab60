package io.lamella.sdk;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.event.Events;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.offline.OfflineImport;
import io.lamella.sdk.preview.Previews;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.run.Run;
import io.lamella.sdk.run.Uses;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.DraftLinks;
import io.lamella.sdk.version.Datasets;
import io.lamella.sdk.version.HeldTicket;
import io.lamella.sdk.version.Projects;
import io.lamella.sdk.version.Sealing;
import io.lamella.sdk.version.Versions;
import io.lamella.sdk.webhook.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
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
  private final ExternalLinks links;

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
    this.links = new ExternalLinks(home);
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

  /** Makes a version, a draft to begin with; missing projects and datasets are made. */
  public DatasetVersion create(NewVersion wish) {
    return version(versions.create(wish.wish()));
  }

  /**
   * The version that a reference names: {@code project/name}, {@code project/name@1.0.2}, {@code
   * @latest}, {@code @published}, {@code @TAG}, or an id, which names drafts too.
   */
  public DatasetVersion version(String reference) {
    return version(versions.resolve(reference, false));
  }

  /** The version that an answer is about. */
  public DatasetVersion version(VersionView view) {
    return new DatasetVersion(this, view);
  }

  /**
   * The version that a run uses under an alias, recorded for it. {@code LAMELLA_OVERRIDE_} and the
   * alias in capitals in the environment names another one to use instead.
   *
   * @param environment where the run is looked for too, when {@code run} is null; without any
   *     nothing is recorded
   */
  public DatasetVersion use(
      String reference, String alias, @Nullable Run run, Map<String, String> environment) {
    Optional<String> override = Run.override(environment, alias);
    DatasetVersion version = version(override.orElse(reference));
    Optional<Run> user = run == null ? Run.find(environment) : Optional.of(run);
    user.ifPresent(
        one ->
            uses.record(
                new RecordUse(
                    one.id(),
                    one.tool(),
                    version.id(),
                    alias,
                    override.orElse(reference),
                    override.isPresent(),
                    null,
                    environment.get("HOSTNAME"))));
    return version;
  }

  /** The local copies of this machine, bounded as by default. The caller closes them. */
  public LocalCopies localCopies() throws IOException {
    Utf8Names.require();
    return LocalCopies.open(home.copies(), LocalCopies.Settings.DEFAULT);
  }

  /**
   * What the version holds.
   *
   * @param view an answer about it, with its ticket
   */
  public VersionContents contents(VersionView view) {
    return new VersionContents(connection, view, versions.hold(view));
  }

  /** What is in files of a final version, at a glance. */
  public Previews previews(UUID version) {
    return new Previews(connection, version);
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
        links,
        home,
        server().toString());
  }

  /** Objects elsewhere into a draft, as links. */
  public DraftLinks links(VersionView view) {
    return new DraftLinks(contents(view), draft(view), links, files(view));
  }

  /** What external links lead to, as this machine reaches it. */
  public ExternalLinks links() {
    return links;
  }

  /** Versions that were made offline, onto the server. */
  public OfflineImport imports() {
    return new OfflineImport(
        versions,
        version -> new Removal(contents(version), draft(version)),
        this::files,
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
