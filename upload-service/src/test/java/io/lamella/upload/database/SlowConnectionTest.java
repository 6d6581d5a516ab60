package io.lamella.upload.database;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.standalone.postgres.DatabaseServer;
import io.lamella.testkit.RealServices;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.smallrye.mutiny.TimeoutException;
import io.vertx.core.Vertx;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.pgclient.PgBuilder;
import io.vertx.pgclient.PgConnectOptions;
import io.vertx.sqlclient.PoolOptions;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
class SlowConnectionTest {
  @Inject Vertx vertx;

  @Test
  void aConnectionThatComesTooLateServesTheNext() throws IOException {
    // Given: a pool of one, and a server that answers when the first has given up
    DatabaseServer postgres = RealServices.postgres().databases();
    try (SlowServer slow = new SlowServer(postgres.port())) {
      PgConnectOptions server =
          PgConnectOptions.fromUri(postgres.reactiveUrl("lamella"))
              .setPort(slow.port())
              .setUser(postgres.user())
              .setPassword(postgres.password());
      Pool pool =
          Pool.newInstance(
              PgBuilder.pool()
                  .with(new PoolOptions().setMaxSize(1))
                  .connectingTo(server)
                  .using(vertx)
                  .build());
      Database hasty = new Database(pool, Duration.ofMillis(100));
      assertThatThrownBy(() -> hasty.inTransaction(tx -> tx.run("SELECT 1")))
          .isInstanceOf(TimeoutException.class);

      // When
      slow.open();

      // Then
      Database patient = new Database(pool, Duration.ofSeconds(20));
      assertThat(patient.inTransaction(tx -> tx.run("SELECT 1")).size()).isEqualTo(1);
      pool.close().await().atMost(Duration.ofSeconds(20));
    }
  }

  /** Takes connections at once, and passes on what they bring when it is opened. */
  private static final class SlowServer implements AutoCloseable {
    private final int behind;
    private final ServerSocket door = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final CountDownLatch opened = new CountDownLatch(1);

    SlowServer(int behind) throws IOException {
      this.behind = behind;
      thread(this::serve);
    }

    int port() {
      return door.getLocalPort();
    }

    void open() {
      opened.countDown();
    }

    private void serve() throws IOException, InterruptedException {
      while (true) {
        Socket client = door.accept();
        opened.await();
        Socket server = new Socket(InetAddress.getLoopbackAddress(), behind);
        thread(() -> pass(client, server));
        thread(() -> pass(server, client));
      }
    }

    private static void pass(Socket from, Socket to) throws IOException {
      try (from;
          to;
          InputStream in = from.getInputStream()) {
        in.transferTo(to.getOutputStream());
      }
    }

    private interface Work {
      void run() throws IOException, InterruptedException;
    }

    private static void thread(Work work) {
      Thread thread =
          new Thread(
              () -> {
                try {
                  work.run();
                } catch (IOException e) {
                  // the test is over
                } catch (InterruptedException e) {
                  Thread.currentThread().interrupt();
                }
              });
      thread.setDaemon(true);
      thread.start();
    }

    @Override
    public void close() throws IOException {
      door.close();
    }
  }
}
