package io.lamella.cache.caller;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class OwnMachineTest {
  private static final String LIST = "GET /v1/local-copies HTTP/1.1";

  @Inject CacheServer server;

  @ParameterizedTest
  @CsvSource({
    "127.0.0.1:7070, http://127.0.0.1:7070",
    "localhost:7070, http://localhost:7070",
    "localhost, http://localhost",
    "[::1]:7070, http://[::1]:7070"
  })
  void answersThoseWhoNameThisMachine(String host, String origin) throws IOException {
    assertThat(ask(LIST, "Host: " + host)).startsWith("HTTP/1.1 200 ");
    assertThat(ask(LIST, "Host: " + host, "Origin: " + origin)).startsWith("HTTP/1.1 200 ");
  }

  @ParameterizedTest
  @CsvSource({
    "127.example.org, ",
    "127.0.0.1.example.org:7070, ",
    "127.0.0.1:7070, http://localhost:3000",
    "127.0.0.1:7070, http://127.example.org"
  })
  void refusesPagesOfOtherSites(String host, @Nullable String origin) throws IOException {
    String header = origin == null ? "Accept: */*" : "Origin: " + origin;

    assertThat(ask(LIST, "Host: " + host, header))
        .startsWith("HTTP/1.1 403 ")
        .contains("\"forbidden\"");
  }

  @Test
  void refusesThemHoweverTheAddressIsSpelled() throws IOException {
    assertThat(ask("GET /x/../v1/local-copies HTTP/1.1", "Host: example.org"))
        .startsWith("HTTP/1.1 403 ");
  }

  private String ask(String request, String... headers) throws IOException {
    String[] all = Arrays.copyOf(headers, headers.length + 1);
    all[headers.length] = "Connection: close";
    return server.raw(request, all);
  }
}
