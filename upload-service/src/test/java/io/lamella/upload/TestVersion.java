package io.lamella.upload;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Cursor;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.event.EventType;
import io.lamella.contracts.event.SealFailed;
import io.lamella.contracts.event.SealRequested;
import io.lamella.contracts.event.Topic;
import io.lamella.contracts.event.VersionEvent;
import io.lamella.contracts.event.VersionSealed;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Merge;
import io.lamella.kit.ticket.TicketSigner;
import io.lamella.testkit.TestTopics;
import jakarta.enterprise.inject.spi.CDI;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.eclipse.microprofile.config.ConfigProvider;
import org.jspecify.annotations.Nullable;

/** A version as metadata-service would state it, and requests about its draft. */
public record TestVersion(
    UUID id,
    UUID dataset,
    long epoch,
    String domain,
    List<Ticket.Parent> parents,
    @Nullable Merge merge) {
  private static final HttpClient HTTP =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  /** A new version in a domain of its own. */
  public static TestVersion fresh() {
    return in(UUID.randomUUID().toString().replace("-", ""));
  }

  public static TestVersion in(String domain) {
    return new TestVersion(UUID.randomUUID(), UUID.randomUUID(), 1, domain, List.of(), null);
  }

  /** A new version that builds on what was sealed. */
  public TestVersion child(VersionSealed parent) {
    return new TestVersion(
        UUID.randomUUID(), dataset, 1, domain, List.of(inherited(parent, null)), null);
  }

  /**
   * A new version that is made of several.
   *
   * @param base what each later one has in common with those before it; null: nothing
   */
  public TestVersion merging(
      Ticket.Merge merge, @Nullable VersionSealed base, VersionSealed... parents) {
    List<Ticket.Parent> sources = new ArrayList<>();
    for (VersionSealed parent : parents) {
      sources.add(inherited(parent, sources.isEmpty() ? null : base));
    }
    return new TestVersion(UUID.randomUUID(), dataset, 1, domain, sources, merge);
  }

  private static Ticket.Parent inherited(VersionSealed parent, @Nullable VersionSealed base) {
    return new Ticket.Parent(
        parent.version(), parent.digest(), parent.root(), base == null ? null : base.root());
  }

  public TestVersion atEpoch(long later) {
    return new TestVersion(id, dataset, later, domain, parents, merge);
  }

  public static String store() {
    return ConfigProvider.getConfig().getValue("lamella.store.default", String.class);
  }

  public String ticket(Ticket.Right... rights) {
    return CDI.current()
        .select(TicketSigner.class)
        .get()
        .sign(
            new Ticket(
                id,
                dataset,
                "tests/files",
                epoch,
                VersionState.UPLOADING,
                domain,
                store(),
                "default",
                parents,
                merge,
                null,
                List.of(new Ticket.Domain(domain, store())),
                List.of(rights),
                "tests",
                Instant.now().plusSeconds(3600)));
  }

  public String ticket() {
    return ticket(Ticket.Right.READ, Ticket.Right.WRITE);
  }

  public PackRef pack(io.lamella.content.Digest id) {
    return new PackRef(domain, id, 0);
  }

  public Answer open() {
    return send("POST", "/v1/drafts", BodyPublishers.noBody());
  }

  public Answer draft() {
    return send("GET", "/v1/drafts/" + id, BodyPublishers.noBody());
  }

  public Answer get(String below) {
    return send("GET", "/v1/drafts/" + id + below, BodyPublishers.noBody());
  }

  /** What its draft puts, in the order of the paths. */
  public List<Entry> puts() {
    return puts("");
  }

  /** The same, of the changes that a query asks for. */
  public List<Entry> puts(String query) {
    Answer answer = get("/changes" + query);
    assertThat(answer.status()).isEqualTo(200);
    List<Entry> puts = new ArrayList<>();
    try (Cursor<Change> run = Run.decode(new ByteArrayInputStream(answer.bytes()))) {
      for (Change change = run.next(); change != null; change = run.next()) {
        if (change instanceof Change.Put put) {
          puts.add(put.entry());
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return puts;
  }

  public Answer send(String method, String path, BodyPublisher body, String... headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(uri(path)).method(method, body).header(Ticket.HEADER, ticket());
    if (headers.length > 0) {
      request.headers(headers);
    }
    return send(request.build());
  }

  public static URI uri(String path) {
    int port = ConfigProvider.getConfig().getValue("quarkus.http.test-port", Integer.class);
    return URI.create("http://127.0.0.1:" + port + path);
  }

  public static Answer send(HttpRequest request) {
    try {
      return new Answer(HTTP.send(request, BodyHandlers.ofByteArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Asks for its seal, as metadata-service does. */
  public void askSeal() {
    TestTopics.send(
        Topic.SEALS, id.toString(), EventType.SEAL_REQUESTED, id.toString(), sealRequest());
  }

  public SealRequested sealRequest() {
    return new SealRequested(
        id,
        epoch,
        dataset,
        domain,
        store(),
        "default",
        parents,
        merge,
        List.of(new Ticket.Domain(domain, store())));
  }

  public VersionSealed awaitSealed() {
    return TestTopics.body(
        TestTopics.await(
            Topic.UPLOADS,
            r ->
                isOf(r, EventType.VERSION_SEALED)
                    && TestTopics.body(r, VersionSealed.class).epoch() == epoch),
        VersionSealed.class);
  }

  public SealFailed awaitSealFailed() {
    return TestTopics.body(
        TestTopics.await(Topic.UPLOADS, r -> isOf(r, EventType.SEAL_FAILED)), SealFailed.class);
  }

  public boolean isOf(ConsumerRecord<String, byte[]> record, String type) {
    return id.toString().equals(record.key()) && TestTopics.header(record, "ce_type").equals(type);
  }

  /** Tells that something happened to it, as metadata-service does. */
  public void tell(String type, VersionState state) {
    VersionEvent event =
        new VersionEvent(
            id,
            dataset,
            "tests",
            "data",
            "1.0.0",
            state,
            epoch,
            null,
            null,
            List.of(),
            null,
            null,
            List.of(),
            "tests",
            Instant.now());
    TestTopics.send(Topic.VERSIONS, dataset.toString(), type, id.toString(), event);
  }
}
