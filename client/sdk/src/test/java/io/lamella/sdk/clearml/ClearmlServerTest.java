package io.lamella.sdk.clearml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lamella.buckets.S3Server;
import io.lamella.clearml.ClearmlStore;
import io.lamella.clearml.WrittenDataset;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.sdk.clearml.ClearmlDataset.Standing;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClearmlServerTest {
  @TempDir Path temp;
  private ClearmlStore store;
  private io.lamella.clearml.ClearmlServer there;
  private S3Server buckets;
  private ClearmlSource source;

  @BeforeEach
  void start() throws IOException {
    store = new ClearmlStore(temp.resolve("store"));
    there = new io.lamella.clearml.ClearmlServer(store);
    buckets = new S3Server("clearml");
    source = source(io.lamella.clearml.ClearmlServer.SECRET);
  }

  private ClearmlSource source(String secret) {
    return new ClearmlServer(
        there.api(),
        there.filesHost(),
        new Credentials(io.lamella.clearml.ClearmlServer.KEY, secret),
        Duration.ofMillis(1),
        buckets.environment());
  }

  @AfterEach
  void stop() {
    there.close();
    buckets.close();
  }

  @Test
  void allPagesAreReadWithOneLogin() throws IOException {
    List<String> ids = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      ids.add(store.create("vision/raw", "frames", "1.0." + i).close().id());
    }
    store.datasets().get(1).tag("gold").describe("the best").publish();

    List<ClearmlDataset> found = source.datasets();

    assertThat(found).extracting(ClearmlDataset::id).containsExactlyElementsOf(ids);
    assertThat(found).extracting(ClearmlDataset::project).containsOnly("vision/raw");
    assertThat(found.get(1).number()).isEqualTo("1.0.1");
    assertThat(found.get(1).tags()).containsExactly("gold");
    assertThat(found.get(1).description()).isEqualTo("the best");
    assertThat(found.get(1).standing()).isEqualTo(Standing.PUBLISHED);
    assertThat(found.get(1).user()).isEqualTo("Ada");
    assertThat(there.asked()).filteredOn("auth.login"::equals).hasSize(1);
  }

  @Test
  void projectsThatComeAsAnIdAreAskedFor() throws IOException {
    store.create("vision/raw", "frames", "1.0.0").close();
    there.namesNoProjects();

    assertThat(source.datasets()).extracting(ClearmlDataset::project).containsExactly("vision/raw");
  }

  @Test
  void artifactsAreFetchedFromTheFilesServerWithTheToken() throws IOException {
    WrittenDataset dataset = store.create("vision/raw", "my frames", "1.0.0").add("a.txt", "a");
    dataset.upload(1).close();
    ClearmlDataset found = source.datasets().get(0);

    Path kept;
    try (ClearmlSource.Local local = source.local(found.archives().get(0))) {
      kept = local.path();
      assertThat(kept).hasSameBinaryContentAs(dataset.artifact("data"));
    }
    assertThat(kept).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"s3://clearml/my frames/x.zip", "s3://127.0.0.1:9000/clearml/my frames/x.zip"})
  void artifactsAreFetchedFromBuckets(String uri) throws IOException {
    buckets.put("clearml", "my frames/x.zip", "an archive");

    Path kept;
    try (ClearmlSource.Local local = source.local(artifact(uri))) {
      kept = local.path();
      assertThat(kept).hasContent("an archive");
    }
    assertThat(kept).doesNotExist();
  }

  @Test
  void aTokenThatHasEndedIsRenewed() throws IOException {
    store.create("p", "d", "1.0.0").add("a.txt", "a").upload(1).close();
    ClearmlDataset found = source.datasets().get(0);

    there.endToken();
    try (ClearmlSource.Local local = source.local(found.archives().get(0))) {
      assertThat(Files.size(local.path())).isPositive();
    }
    there.endToken();
    assertThat(source.datasets()).hasSize(1);
  }

  @Test
  void theTokenGoesToNoOtherHostAlsoWhenTheFilesServerSendsThere() throws IOException {
    List<String> shown = new CopyOnWriteArrayList<>();
    HttpServer other =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    other.createContext(
        "/",
        exchange -> {
          shown.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
          exchange.sendResponseHeaders(200, 2);
          exchange.getResponseBody().write(new byte[] {'o', 'k'});
          exchange.close();
        });
    other.start();
    try {
      String elsewhere = "http://127.0.0.1:" + other.getAddress().getPort() + "/x.zip";
      there.onFile(
          exchange -> {
            exchange.getResponseHeaders().set("Location", elsewhere);
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
            return true;
          });

      fetch(there.filesHost() + "/sent-elsewhere.zip");
      fetch(elsewhere);

      assertThat(shown).containsExactly("null", "null");
    } finally {
      other.stop(0);
    }
  }

  private void fetch(String uri) throws IOException {
    try (ClearmlSource.Local local = source.local(artifact(uri))) {
      assertThat(local.path()).hasContent("ok");
    }
  }

  @Test
  void whatFailsForAWhileIsAskedForAgain() throws IOException {
    store.create("p", "d", "1.0.0").add("a.txt", "a").upload(1).close();
    ClearmlDataset found = source.datasets().get(0);
    AtomicInteger left = new AtomicInteger(2);
    there.onFile(
        exchange -> {
          boolean fails = left.getAndDecrement() > 0;
          if (fails) {
            exchange.sendResponseHeaders(503, -1);
            exchange.close();
          }
          return fails;
        });

    try (ClearmlSource.Local local = source.local(found.archives().get(0))) {
      assertThat(Files.size(local.path())).isPositive();
    }
  }

  @Test
  void aFileThatIsCutOffIsFetchedAnewAndWhole() throws IOException {
    WrittenDataset dataset = store.create("p", "d", "1.0.0").add("a.txt", "a".repeat(100_000));
    dataset.upload(1).close();
    ClearmlDataset found = source.datasets().get(0);
    AtomicInteger left = new AtomicInteger(2);
    there.onFile(
        exchange -> {
          boolean cuts = left.getAndDecrement() > 0;
          if (cuts) {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[10_000]);
            exchange.getResponseBody().flush();
            exchange.close();
          }
          return cuts;
        });

    try (ClearmlSource.Local local = source.local(found.archives().get(0))) {
      assertThat(local.path()).hasSameBinaryContentAs(dataset.artifact("data"));
    }
  }

  @Test
  void aServerThatDoesNotAnswerIsNamed() {
    there.onFile(
        exchange -> {
          exchange.sendResponseHeaders(503, -1);
          exchange.close();
          return true;
        });

    assertThatThrownBy(() -> source.local(artifact(there.filesHost() + "/x.zip")))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE))
        .hasMessageContaining(there.filesHost().toString());
  }

  @Test
  void aWrongSecretIsSaid() {
    assertThatThrownBy(() -> source("wrong").datasets())
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNAUTHENTICATED))
        .hasMessageContaining("invalid credentials");
  }

  @ParameterizedTest
  @CsvSource({
    "s3://clearml/x.zip, there is no object x.zip",
    "s3://clearml, names no object",
    "azure://account.blob.core.windows.net/c/x.zip, 'the bucket c cannot be reached'",
    "file:///no/such/x.zip, there is no file",
    "/no/such/x.zip, there is no file",
    "ftp://host/x.zip, cannot be read"
  })
  void whatCannotBeHadIsMissingAndSaysWhy(String uri, String why) {
    assertThatThrownBy(() -> source.local(artifact(uri)))
        .isInstanceOf(MissingArtifactException.class)
        .hasMessageContaining(why);
  }

  @Test
  void whatIsGoneFromTheFilesServerIsMissing() {
    assertThatThrownBy(() -> source.local(artifact(there.filesHost() + "/no/such.zip")))
        .isInstanceOf(MissingArtifactException.class)
        .hasMessageContaining("404");
  }

  @ParameterizedTest
  @CsvSource({
    "https://api.clear.ml, https://files.clear.ml",
    "http://box:8008, http://box:8081",
    "http://box:8008/, http://box:8081/",
    "http://box/clearml, http://box/clearml"
  })
  void filesLieBesideTheApi(String api, String files) {
    assertThat(ClearmlServer.filesBeside(URI.create(api))).isEqualTo(URI.create(files));
  }

  private static ClearmlArtifact artifact(String uri) {
    return new ClearmlArtifact("data", "", uri, -1, null);
  }
}
