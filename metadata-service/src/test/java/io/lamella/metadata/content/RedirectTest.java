package io.lamella.metadata.content;

import static io.lamella.metadata.Catalogue.create;
import static io.lamella.metadata.Catalogue.finalizeVersion;
import static io.lamella.metadata.Catalogue.fresh;
import static io.lamella.metadata.Catalogue.sealedVersion;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.contracts.ticket.Ticket.Right;
import io.lamella.kit.ticket.TicketReader;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class RedirectTest {
  private static final String PROJECT = "redirects";
  private final HttpClient http = HttpClient.newHttpClient();

  @TestHTTPResource("/v1/versions/")
  URI versions;

  @Inject TicketReader tickets;

  @Test
  void readsGoToTheContents() throws Exception {
    VersionView sealed = sealedVersion(PROJECT, fresh("read"));

    String location = redirect("GET", sealed.id(), "a%20b/%C3%BC%0A..x?download=1");

    assertThat(location)
        .startsWith("/v1/contents/" + sealed.id() + "/files/a%20b/%C3%BC%0A..x?ticket=")
        .endsWith("&download=1");
    Ticket ticket = tickets.read(location.replaceAll(".*ticket=([^&]+).*", "$1"));
    assertThat(ticket.version()).isEqualTo(sealed.id());
    assertThat(ticket.rights()).containsExactly(Right.READ);
    assertThat(redirect("HEAD", sealed.id(), "x")).startsWith("/v1/contents/");
  }

  @Test
  void changesGoToTheDraftHoweverLargeTheyAre() throws Exception {
    VersionView draft = create(PROJECT, fresh("write"));

    String location = redirect("PUT", draft.id(), "big.bin");

    assertThat(location).startsWith("/v1/drafts/" + draft.id() + "/files/big.bin?ticket=");
    Ticket ticket = tickets.read(location.replaceAll(".*ticket=", ""));
    assertThat(ticket.rights()).containsExactly(Right.READ, Right.WRITE);
    assertThat(redirect("DELETE", draft.id(), "x")).startsWith("/v1/drafts/");
  }

  @Test
  void tarStreamsGoBothWays() throws Exception {
    VersionView sealed = sealedVersion(PROJECT, fresh("tar-read"));
    VersionView draft = create(PROJECT, fresh("tar-write"));

    assertThat(to("GET", sealed.id(), "/tar").headers().firstValue("Location").orElseThrow())
        .startsWith("/v1/contents/" + sealed.id() + "/tar?ticket=");
    assertThat(to("PUT", draft.id(), "/tar?path=x").headers().firstValue("Location").orElseThrow())
        .startsWith("/v1/drafts/" + draft.id() + "/tar?ticket=")
        .endsWith("&path=x");
  }

  @Test
  void zipStreamsAndFormsGoToTheDraft() throws Exception {
    VersionView draft = create(PROJECT, fresh("zip"));

    for (String method : List.of("PUT", "POST")) {
      assertThat(
              to(method, draft.id(), "/zip?path=x").headers().firstValue("Location").orElseThrow())
          .startsWith("/v1/drafts/" + draft.id() + "/zip?ticket=")
          .endsWith("&path=x");
    }
    assertThat(to("POST", draft.id(), "/files").headers().firstValue("Location").orElseThrow())
        .startsWith("/v1/drafts/" + draft.id() + "/files?ticket=");
    assertThat(to("GET", draft.id(), "/zip").body()).contains("\"method-not-allowed\"");
    assertThat(to("PUT", draft.id(), "/files").body()).contains("\"method-not-allowed\"");
  }

  @Test
  void theStateDecides() throws Exception {
    VersionView draft = create(PROJECT, fresh("draft"));
    VersionView sealed = sealedVersion(PROJECT, fresh("sealed"));

    assertThat(send("GET", draft.id(), "x").body()).contains("\"wrong-state\"");
    assertThat(send("PUT", sealed.id(), "x").body()).contains("\"draft-closed\"");
    finalizeVersion(draft.id());
    assertThat(send("PUT", draft.id(), "x").body()).contains("\"sealing\"");
    assertThat(send("GET", UUID.randomUUID(), "x").body()).contains("\"version-not-found\"");
    assertThat(send("POST", draft.id(), "x").body()).contains("\"method-not-allowed\"");
  }

  private String redirect(String method, UUID id, String path) throws Exception {
    HttpResponse<String> response = send(method, id, path);
    assertThat(response.statusCode()).isEqualTo(307);
    return response.headers().firstValue("Location").orElseThrow();
  }

  private HttpResponse<String> send(String method, UUID id, String path) throws Exception {
    return to(method, id, "/files/" + path);
  }

  private HttpResponse<String> to(String method, UUID id, String part) throws Exception {
    HttpRequest.BodyPublisher body =
        method.equals("PUT")
            ? BodyPublishers.ofByteArray(new byte[3 << 20])
            : BodyPublishers.noBody();
    return http.send(
        HttpRequest.newBuilder(versions.resolve(id + part)).method(method, body).build(),
        BodyHandlers.ofString());
  }
}
