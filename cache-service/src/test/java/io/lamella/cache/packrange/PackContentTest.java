package io.lamella.cache.packrange;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class PackContentTest {
  @TempDir Path store;
  @Inject CacheServer server;
  private TestVersion version;
  private PackRef pack;
  private byte[] stored;

  @BeforeEach
  void makeVersion() throws Exception {
    byte[] bytes = new byte[500_000];
    new Random(1).nextBytes(bytes);
    VersionBuilder builder = new VersionBuilder(store).file("a.bin", bytes);
    version = builder.seal();
    pack = builder.packs().get(0);
    stored = Files.readAllBytes(store.resolve(pack.key()));
  }

  @Test
  void sendsARangeAsItLies() {
    HttpResponse<byte[]> answer =
        server.get(version, address(pack.domain()), "Range", "bytes=1000-300999");

    assertThat(answer.statusCode()).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(stored, 1000, 301_000));
    assertThat(answer.headers().firstValue("Content-Range"))
        .contains("bytes 1000-300999/" + stored.length);
    assertThat(answer.headers().firstValue("Content-Length")).contains("300000");
  }

  @Test
  void sendsAWholePack() {
    HttpResponse<byte[]> answer = server.get(version, address(pack.domain()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).isEqualTo(stored);
  }

  @Test
  void tellsAPacksLength() {
    HttpResponse<byte[]> answer = server.send("HEAD", version, address(pack.domain()));

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.headers().firstValue("Content-Length")).contains("" + stored.length);
    assertThat(answer.body()).isEmpty();
  }

  @Test
  void sendsPacksOfParentsToOneWhoWritesADraft() {
    Ticket draft =
        version.ticket(
            version.id(),
            VersionState.UPLOADING,
            List.of(Ticket.Right.READ, Ticket.Right.WRITE),
            60);

    HttpResponse<byte[]> answer =
        server.send(
            server.request(
                "GET",
                CacheServer.contents(version.id(), address(pack.domain())),
                Ticket.HEADER,
                server.sign(draft)));

    assertThat(answer.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAForeignDomain() {
    String foreign = UUID.randomUUID().toString().replace("-", "");

    HttpResponse<byte[]> answer = server.get(version, address(foreign));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(new String(answer.body())).contains("\"forbidden\"");
  }

  @Test
  void saysThatAPackIsNotThere() {
    HttpResponse<byte[]> answer =
        server.get(version, "packs/" + pack.domain() + "/" + "0".repeat(64) + ".0");

    assertThat(answer.statusCode()).isEqualTo(404);
  }

  @Test
  void refusesAnAddressThatIsNone() {
    HttpResponse<byte[]> answer = server.get(version, "packs/" + pack.domain() + "/..%2F..%2Fx");

    assertThat(answer.statusCode()).isEqualTo(422);
  }

  @Test
  void refusesARangeBehindTheEnd() {
    HttpResponse<byte[]> answer =
        server.get(version, address(pack.domain()), "Range", "bytes=" + stored.length + "-");

    assertThat(answer.statusCode()).isEqualTo(416);
    assertThat(answer.headers().firstValue("Content-Range")).contains("bytes */" + stored.length);
  }

  private String address(String domain) {
    return "packs/" + domain + "/" + pack.id().hex() + "." + pack.generation();
  }
}
