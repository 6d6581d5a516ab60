package io.lamella.sdk;

import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.OperationView;
import io.lamella.contracts.rest.RecordUse;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.clearml.ClearmlImport;
import io.lamella.sdk.contents.VersionContents;
import io.lamella.sdk.deadletter.DeadLetters;
import io.lamella.sdk.doctor.Doctor;
import io.lamella.sdk.doctor.Finding;
import io.lamella.sdk.draft.Draft;
import io.lamella.sdk.event.Events;
import io.lamella.sdk.home.LamellaHome;
import io.lamella.sdk.home.Utf8Names;
import io.lamella.sdk.ingest.Ingests;
import io.lamella.sdk.ingest.Intake;
import io.lamella.sdk.link.ExternalLinks;
import io.lamella.sdk.log.VersionLog;
import io.lamella.sdk.offline.OfflineImport;
import io.lamella.sdk.preview.Previews;
import io.lamella.sdk.remove.Removal;
import io.lamella.sdk.report.Reports;
import io.lamella.sdk.run.Host;
import io.lamella.sdk.run.Run;
import io.lamella.sdk.run.Uses;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.storage.Migrations;
import io.lamella.sdk.storage.Reindexing;
import io.lamella.sdk.transfer.DraftFiles;
import io.lamella.sdk.transfer.DraftLinks;
import io.lamella.sdk.transfer.ObjectFiles;
import io.lamella.sdk.version.Datasets;
import io.lamella.sdk.version.HeldTicket;
import io.lamella.sdk.version.Projects;
import io.lamella.sdk.version.Sealing;
import io.lamella.sdk.version.Versions;
import io.lamella.sdk.webhook.Webhooks;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A Lamella server, as a program uses it. Errors come as {@link LamellaException} with a stable
 * code. Safe for use by several threads.
 */
public final class LamellaClient {
  private static final int NOT_FOUND = 404;
  private static final Pattern ID =
      Pattern.compile("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}");

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

  /** Records that the services could not take. */
  public DeadLetters deadLetters() {
    return new DeadLetters(connection);
  }

  /** Stored bytes that are brought from one store to another. */
  public Migrations migrations() {
    return new Migrations(connection);
  }

  /** Finding again what lies in the server's stores. */
  public Reindexing reindexing() {
    return new Reindexing(connection);
  }

  /** Files that lie elsewhere, which the server takes. */
  public Ingests ingests() {
    return new Ingests(connection);
  }

  /** Datasets that are filled by events. */
  public Intake intake() {
    return new Intake(connection);
  }

  /** What the server is: its version, and the stores that have names there. */
  public ServerInfo info() {
    return connection.json(Call.get("/v1/info"), ServerInfo.class);
  }

  /** Who the caller is to the server. */
  public CallerView whoami() {
    return connection.json(Call.get("/v1/whoami"), CallerView.class);
  }

  /**
   * Looks for what stands in the way of working with the server.
   *
   * @param version of the software that asks, {@code 1.2.3}
   */
  public List<Finding> examine(String version) {
    return new Doctor(connection, home, version).examine();
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
    return version(versions.resolve(reference, ID.matcher(reference).matches()));
  }

  /** The version that an answer is about. */
  public DatasetVersion version(VersionView view) {
    return new DatasetVersion(this, view);
  }

  /**
   * The version that is wanted, or what is to come of it.
   *
   * @throws LamellaException {@code version-not-found}, {@code ambiguous} when several datasets
   *     have one, {@code wrong-state} when it is not finished and has to be
   */
  public DatasetVersion get(GetVersion wish) {
    wish.check();
    Optional<String> override =
        wish.overridable && wish.alias != null
            ? Run.override(wish.environment, wish.alias)
            : Optional.empty();
    DatasetVersion found;
    try {
      found = override.isPresent() ? version(override.get()) : find(wish);
    } catch (LamellaException e) {
      if (!wish.autoCreate || override.isPresent() || e.code().status() != NOT_FOUND) {
        throw e;
      }
      return create(wish.wish());
    }
    if (wish.onlyCompleted && !found.isFinal()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE, found + " is " + found.view().state() + ", not finished");
    }
    if (wish.alias != null && found.isFinal()) {
      record(wish, wish.alias, override, found);
    }
    return wish.writableCopy ? found.writableCopy() : found;
  }

  private DatasetVersion find(GetVersion wish) {
    return wish.reference != null
        ? version(wish.reference)
        : version(versions.resolve(wish.query()));
  }

  private void record(
      GetVersion wish, String alias, Optional<String> override, DatasetVersion found) {
    Optional<Run> user = wish.run == null ? Run.find(wish.environment) : Optional.of(wish.run);
    user.ifPresent(
        one ->
            uses.record(
                new RecordUse(
                    one.id(),
                    one.tool(),
                    found.id(),
                    alias,
                    override.orElseGet(wish::words),
                    override.isPresent(),
                    null,
                    Host.name(wish.environment).orElse(null))));
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
    return get(
        GetVersion.of(reference)
            .onlyCompleted()
            .alias(alias)
            .overridable()
            .run(run)
            .environment(environment));
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

  /** What was said about the making of a version. */
  public VersionLog log(VersionView view) {
    return new VersionLog(connection, view.id());
  }

  /** Tables, histograms, scalars, images and media on a version. */
  public Reports reports(VersionView view) {
    return new Reports(connection, view.id());
  }

  /** Objects elsewhere into a draft, as links. */
  public DraftLinks links(VersionView view) {
    return new DraftLinks(contents(view), draft(view), links, files(view));
  }

  /**
   * Files of this machine to a place elsewhere as plain objects, and links to them into a draft.
   */
  public ObjectFiles objects(VersionView view) {
    return new ObjectFiles(draft(view), links(view), links);
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

  /** Datasets of ClearML, onto the server. */
  public ClearmlImport clearml() {
    return new ClearmlImport(versions, this::contents, this::draft, this::files, links);
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
