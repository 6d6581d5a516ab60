package io.lamella.cache.caller;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.cache.TestVersion;
import io.lamella.cache.VersionBuilder;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
@TestProfile(TokensNeeded.class)
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class TokensNeededTest {
  private static final String BEARER = "Bearer " + TokensNeeded.READER;

  @TempDir Path store;
  @Inject CacheServer server;

  @Test
  void saysWhatItsInterfaceIsToEverybody() {
    HttpResponse<byte[]> yaml = server.send(server.request("GET", "/q/openapi"));
    HttpResponse<byte[]> json =
        server.send(server.request("GET", "/q/openapi", "Accept", "application/json"));

    assertThat(text(yaml)).startsWith("openapi: 3.1.0").contains("/v1/local-copies/{id}:");
    assertThat(text(json)).startsWith("{\"openapi\":\"3.1.0\"").contains("/v1/local-copies/{id}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/local-copies",
        "//v1/local-copies",
        "/%761/local-copies",
        "/v%31/local-copies",
        "/x/../v1/local-copies",
        "/x/%2E%2E/v1/local-copies",
        "/q/../v1/local-copies",
        "/q/%2e%2e/v1/local-copies",
        "/./v1/./local-copies",
        "//v1/contents/x/files/y",
        "/q/../v1/contents/x/files/y",
        "/",
        "/anything"
      })
  void asksForATokenHoweverTheAddressIsSpelled(String target) {
    HttpResponse<byte[]> answer = server.send(server.request("GET", target));

    assertThat(answer.statusCode()).isEqualTo(401);
    assertThat(answer.headers().firstValue("WWW-Authenticate")).hasValue("Bearer");
    assertThat(text(answer)).contains("\"unauthenticated\"");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v1/local-copies-x/../datasets/1/archive",
        "/v1/local-copies/../datasets/1/archive",
        "/v1/local-copiesx",
        "/v1/contents/../datasets/1/archive",
        "/v1/datasets/1/archive"
      })
  void letsAReaderChangeNothing(String target) {
    HttpResponse<byte[]> answer =
        server.send(server.request("POST", target, "Authorization", BEARER));

    assertThat(answer.statusCode()).isEqualTo(403);
    assertThat(text(answer)).contains("needs the role writer");
  }

  @Test
  void letsAReaderAskForLocalCopies() {
    HttpResponse<byte[]> listed =
        server.send(server.request("GET", "/v1/local-copies", "Authorization", BEARER));
    HttpResponse<byte[]> asked =
        server.send(
            server.request(
                "POST",
                "/v1/local-copies",
                "Authorization",
                BEARER,
                "Content-Type",
                "application/json"));
    HttpResponse<byte[]> removed =
        server.send(server.request("DELETE", "/v1/local-copies/x", "Authorization", BEARER));

    assertThat(listed.statusCode()).isEqualTo(200);
    assertThat(text(asked)).contains("\"ticket-required\"");
    assertThat(text(removed)).contains("\"not-found\"");
  }

  @Test
  void passesPathsOfVersionsOnAsTheyAreSpelled() throws Exception {
    TestVersion version = new VersionBuilder(store).file("a%2Eb/v1 %41", new byte[] {7}).seal();

    HttpResponse<byte[]> found =
        server.get(version, "files/a%252Eb/%76%31%20%2541", "Authorization", BEARER);
    HttpResponse<byte[]> outside = server.get(version, "files/a/%2E%2E/b", "Authorization", BEARER);

    assertThat(found.statusCode()).isEqualTo(200);
    assertThat(found.body()).containsExactly(7);
    assertThat(outside.statusCode()).isEqualTo(422);
    assertThat(text(outside)).contains("\"invalid-path\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"/v1/local-copies/%", "/v1/%zz/x", "/%4"})
  void refusesAddressesThatAreNotPercentEncoded(String target) throws Exception {
    String answer = server.raw("GET " + target + " HTTP/1.1", "Host: x", "Connection: close");

    assertThat(answer).startsWith("HTTP/1.1 400 ");
  }

  @Test
  void asksNobodyWhoWatchesItsHealth() {
    assertThat(server.send(server.request("GET", "/q/health/live")).statusCode()).isEqualTo(200);
  }

  private static String text(HttpResponse<byte[]> answer) {
    return new String(answer.body(), UTF_8);
  }
}
