package io.lamella.upload.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.testkit.RealServices;
import io.lamella.upload.Impatient;
import io.lamella.upload.RawRequest;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestRows;
import io.lamella.upload.TestVersion;
import io.lamella.upload.database.Columns;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.TestProfile;
import jakarta.enterprise.inject.spi.CDI;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Arrays;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RealServices.class)
@TestProfile(Impatient.class)
class PackArrivalsTest {
  private final TestVersion version = TestVersion.fresh();

  @Test
  void aPackThatStallsIsGivenUpAndLeavesNothing() {
    TestPack pack = TestPack.random(2, 10_000);

    String answer = RawRequest.announce(version, "PUT", pack.path(version), pack.bytes().length);

    assertThat(answer).startsWith("HTTP/1.1 400").contains("no byte for 3000 ms");
    assertNothingIsLeft();
    assertThat(pack.put(version).status()).isEqualTo(201);
  }

  @Test
  void aPackThatTricklesIsGivenUpAndLeavesNothing() throws IOException {
    // Given
    TestPack pack = TestPack.random(2, 40_000);
    version.open();

    // When: a byte at a time, never silent for long
    String answer;
    try (Socket socket =
        RawRequest.stalled(version, "PUT", pack.path(version), pack.bytes().length)) {
      answer = RawRequest.trickle(socket, pack.bytes());
    }

    // Then: its place is free for whoever sends all of it
    assertThat(answer).startsWith("HTTP/1.1 400").contains("fewer than 32768 bytes in 3000 ms");
    assertNothingIsLeft();
    assertThat(pack.put(version).status()).isEqualTo(201);
  }

  @Test
  void refusesMoreThanItCanTakeAtOnceUntilOthersAreThrough() throws IOException {
    // Given
    TestPack slow = TestPack.random(2, 10_000);
    try (Socket stalled =
        RawRequest.stalled(version, "PUT", slow.path(version), slow.bytes().length)) {
      // When
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> TestPack.random(1, 100).put(version).problem(ErrorCode.TOO_MANY_REQUESTS));

      // Then
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () -> assertThat(TestPack.random(1, 100).put(version).status()).isEqualTo(201));
      assertThat(stalled.isConnected()).isTrue();
    }
  }

  @Test
  void aClientThatHangsUpBeforeItsPackIsLookedAtHoldsNothing() throws Exception {
    // Given: the service waits for the database before it looks at the body
    TestPack pack = TestPack.random(30, 50_000);
    version.open();
    try (HeldDrafts held = new HeldDrafts()) {
      byte[] some = Arrays.copyOf(pack.bytes(), pack.bytes().length / 2);
      RawRequest.cutOff(version, "PUT", pack.path(version), pack.bytes().length, some);
      await().atMost(Duration.ofSeconds(30)).until(held::isWaitedFor);
    }

    // When, Then: the only place for packs that arrive is free again
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(pack.put(version).status()).isEqualTo(201));
    assertThat(TestRows.count("chunk WHERE domain = $1", Columns.domain(version.domain())))
        .isEqualTo(30);
  }

  private void assertNothingIsLeft() {
    await()
        .untilAsserted(
            () ->
                assertThat(
                        TestRows.count("pack WHERE domain = $1", Columns.domain(version.domain())))
                    .isZero());
  }

  /** Nobody else can read the drafts until it is closed. */
  private static final class HeldDrafts implements AutoCloseable {
    private final Connection connection;

    private HeldDrafts() throws SQLException {
      connection = CDI.current().select(DataSource.class).get().getConnection();
      connection.setAutoCommit(false);
      run("LOCK TABLE draft IN ACCESS EXCLUSIVE MODE");
    }

    private void run(String sql) throws SQLException {
      try (Statement statement = connection.createStatement()) {
        statement.execute(sql);
      }
    }

    boolean isWaitedFor() throws SQLException {
      try (Statement statement = connection.createStatement();
          ResultSet waiting =
              statement.executeQuery(
                  "SELECT 1 FROM pg_locks WHERE NOT granted AND relation = 'draft'::regclass")) {
        return waiting.next();
      }
    }

    @Override
    public void close() throws SQLException {
      connection.rollback();
      connection.close();
    }
  }
}
