package io.lamella.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.DamagedPack;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.content.pack.PackRef;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class DamagedContentTest {
  private static final byte[] SMALL = bytes(5, 10_000);
  private static final byte[] LARGE = bytes(6, 5_000_000);

  @TempDir Path store;
  @Inject CacheServer server;
  private TestVersion version;
  private PackRef small;
  private List<PackRef> large;

  @BeforeEach
  void makeVersion() throws Exception {
    VersionBuilder builder = new VersionBuilder(store).file("small", SMALL).file("large", LARGE);
    version = builder.seal();
    small = builder.packs().get(0);
    large = builder.packs().subList(1, builder.packs().size());
  }

  @Test
  void answersWithAProblemWhenABitFlipped() throws Exception {
    DamagedPack.flip(store, small, 5000);

    saysDamaged(server.get(version, "files/small"));
    saysDamaged(server.get(version, "files/small", "Range", "bytes=0-1"));
  }

  @Test
  void answersWithAProblemWhenAPackIsShort() throws Exception {
    DamagedPack.truncate(store, small, 5000);

    saysDamaged(server.get(version, "files/small"));
  }

  @Test
  void answersWithAProblemWhenAPackIsGone() throws Exception {
    DamagedPack.lose(store, small);

    saysDamaged(server.get(version, "files/small"));
  }

  @Test
  void answersWithAProblemWhenAPackHoldsSomethingElse() throws Exception {
    // Given a pack of the same layout that is right in itself
    Path other = Files.createDirectory(store.resolve("other"));
    VersionBuilder builder = new VersionBuilder(other).file("small", bytes(7, 10_000));
    byte[] foreign = Files.readAllBytes(other.resolve(builder.packs().get(0).key()));
    DamagedPack.replace(store, small, foreign);

    // Then
    saysDamaged(server.get(version, "files/small"));
  }

  @ParameterizedTest
  @EnumSource
  void cutsTheAnswerOffWhenDamageLiesFurtherOn(HttpClient.Version protocol) throws Exception {
    DamagedPack.flip(store, large.get(large.size() - 1), 5000);
    HttpRequest.Builder request =
        server
            .request("GET", CacheServer.contents(version.id(), "files/large"))
            .setHeader(Ticket.HEADER, server.sign(version.ticket()))
            .version(protocol);

    assertThatThrownBy(() -> server.send(request)).isInstanceOf(UncheckedIOException.class);
    assertThat(server.get(version, "files/large", "Range", "bytes=0-999999").body())
        .isEqualTo(Arrays.copyOf(LARGE, 1_000_000));
  }

  private static void saysDamaged(HttpResponse<byte[]> answer) {
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), UTF_8)).contains("\"content-damaged\"");
  }

  private static byte[] bytes(int seed, int length) {
    byte[] bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    return bytes;
  }
}
