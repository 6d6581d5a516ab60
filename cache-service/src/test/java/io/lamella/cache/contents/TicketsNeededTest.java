package io.lamella.cache.contents;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class TicketsNeededTest {
  private static final List<Ticket.Right> READ = List.of(Ticket.Right.READ);

  @TempDir Path store;
  @Inject CacheServer server;
  private TestVersion version;
  private String address;

  @BeforeEach
  void makeVersion() throws Exception {
    version = new VersionBuilder(store).file("a", new byte[] {1}).seal();
    address = CacheServer.contents(version.id(), "files/a");
  }

  @Test
  void takesATicketInTheAddress() {
    String ticket = server.sign(version.ticket());

    HttpResponse<byte[]> answer = server.send(server.request("GET", address + "?ticket=" + ticket));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void asksForATicket() {
    HttpResponse<byte[]> answer = server.send(server.request("GET", address));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(text(answer)).contains("\"ticket-required\"", "/v1/versions/{id}/files/");
  }

  @Test
  void refusesAnExpiredTicket() {
    refuses(version.ticket(version.id(), VersionState.FINAL, READ, -1), 401, "ticket-invalid");
  }

  @Test
  void refusesATicketOfAnotherVersion() {
    refuses(version.ticket(UUID.randomUUID(), VersionState.FINAL, READ, 60), 401, "ticket-invalid");
  }

  @Test
  void refusesATicketWithoutTheRightToRead() {
    Ticket ticket =
        version.ticket(version.id(), VersionState.FINAL, List.of(Ticket.Right.WRITE), 60);

    refuses(ticket, 403, "forbidden");
  }

  @Test
  void refusesAVersionThatIsNotSealed() {
    refuses(version.ticket(version.id(), VersionState.UPLOADING, READ, 60), 409, "wrong-state");
  }

  @Test
  void refusesATicketThatSomebodyChanged() {
    String[] parts = server.sign(version.ticket()).split("\\.");
    String other = server.sign(version.ticket(version.id(), VersionState.FINAL, READ, 99_999));

    HttpResponse<byte[]> answer =
        server.send(
            server.request(
                "GET",
                address,
                Ticket.HEADER,
                other.substring(0, other.lastIndexOf('.') + 1) + parts[2]));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(text(answer)).contains("\"ticket-invalid\"");
  }

  private void refuses(Ticket ticket, int status, String code) {
    HttpResponse<byte[]> answer =
        server.send(server.request("GET", address, Ticket.HEADER, server.sign(ticket)));

    assertThat(answer.statusCode()).isEqualTo(status);
    assertThat(text(answer)).contains('"' + code + '"');
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
