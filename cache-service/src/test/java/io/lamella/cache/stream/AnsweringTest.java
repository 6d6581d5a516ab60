package io.lamella.cache.stream;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.cache.CacheFolders;
import io.lamella.cache.CacheServer;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.Router;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(
    value = RealServices.class,
    initArgs = @ResourceArg(name = "postgresql", value = "false"))
@QuarkusTestResource(CacheFolders.class)
class AnsweringTest {
  private static final Map<String, String> IMPOSSIBLE = Map.of("Odd", "a\u000bb");
  private static final CountDownLatch CLOSED = new CountDownLatch(1);

  /** Answers that cannot be sent. */
  @ApplicationScoped
  static class Unsendable {
    @Inject Answering answering;

    void register(@Observes Router router) {
      add(
          router,
          "/v1/vanished",
          new Answer.FileRange(
              206,
              Map.of("ETag", "\"1\"", "Content-Range", "x"),
              Path.of("/none/such"),
              0,
              10_000));
      add(router, "/v1/impossible", new Answer.Head(200, IMPOSSIBLE));
      add(router, "/v1/impossible-body", new Answer.Body(200, IMPOSSIBLE, 9, new Watched()));
    }

    private void add(Router router, String path, Answer answer) {
      router.get(path).handler(request -> answering.answer(request, "test", () -> answer));
    }
  }

  private static final class Watched implements Pieces {
    @Override
    public @Nullable Buffer next() {
      return Buffer.buffer("nine bytes".substring(1));
    }

    @Override
    public void close() {
      CLOSED.countDown();
    }
  }

  @Inject CacheServer server;

  @Test
  void saysThatAFileIsGone() {
    HttpResponse<byte[]> answer = get("/v1/vanished");

    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(new String(answer.body(), UTF_8)).contains("\"content-damaged\"").endsWith("}");
    assertThat(answer.headers().firstValue("Content-Type")).contains("application/problem+json");
    assertThat(answer.headers().firstValue("ETag")).isEmpty();
    assertThat(answer.headers().firstValue("Content-Range")).isEmpty();
  }

  @Test
  void answersAlsoWhenAnAnswerCannotBeSent() throws Exception {
    assertThat(get("/v1/impossible").statusCode()).isEqualTo(500);
    assertThat(get("/v1/impossible-body").statusCode()).isEqualTo(500);
    assertThat(CLOSED.await(20, TimeUnit.SECONDS)).isTrue();
  }

  private HttpResponse<byte[]> get(String target) {
    return server.send(server.request("GET", target).timeout(Duration.ofSeconds(20)));
  }
}
