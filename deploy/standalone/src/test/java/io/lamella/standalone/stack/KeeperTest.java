package io.lamella.standalone.stack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.sun.net.httpserver.HttpServer;
import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class KeeperTest {
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final AtomicInteger readiness = new AtomicInteger(200);
  private final AtomicInteger liveness = new AtomicInteger(200);
  private HttpServer health;
  private Sleeper part;
  private Keeper keeper;

  @BeforeEach
  void start() throws IOException {
    health = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    answer("/q/health/ready", readiness);
    answer("/q/health/live", liveness);
    health.start();
    part = new Sleeper("http://127.0.0.1:" + health.getAddress().getPort());
    keeper = new Keeper(part, Duration.ofMillis(1_500));
    keeper.start();
  }

  @AfterEach
  void stop() throws IOException {
    keeper.stop();
    health.stop(0);
  }

  @Test
  void startsAgainWhatDiedAndKnowsThatItIsNotReadyBeforeItAnswers() {
    // Given
    keeper.keep();
    ProcessIdentity first = keeper.process().orElseThrow();
    assertThat(keeper.isReady()).isTrue();

    // When
    readiness.set(503);
    first.end(Duration.ZERO);

    // Then
    assertThat(keeper.isReady()).isFalse();
    await().atMost(LIMIT).until(() -> part.process().isPresent());
    assertThat(keeper.process()).isPresent().get().isNotEqualTo(first);
    assertThat(keeper.isReady()).isFalse();
    readiness.set(200);
    await().atMost(LIMIT).until(keeper::isReady);
  }

  @Test
  void noticesThatAPartIsNoLongerReady() {
    keeper.keep();

    readiness.set(503);

    await().atMost(LIMIT).until(() -> !keeper.isReady());
    assertThat(part.process()).isPresent();
  }

  @Test
  void endsWhatStaysBrokenAndStartsItAgain() {
    keeper.keep();
    ProcessIdentity first = keeper.process().orElseThrow();

    liveness.set(503);
    await().atMost(LIMIT).until(() -> first.alive().isEmpty());
    liveness.set(200);

    await().atMost(LIMIT).until(() -> part.process().isPresent() && keeper.isReady());
  }

  @Test
  void sparesWhatIsBrokenForAMomentOnly() {
    // Given
    keeper = new Keeper(part, LIMIT);
    keeper.keep();
    ProcessIdentity first = keeper.process().orElseThrow();

    // When
    liveness.set(503);
    int asked = part.asked.get();
    await().atMost(LIMIT).until(() -> part.asked.get() > asked + 1);

    // Then
    assertThat(first.alive()).isPresent();
  }

  @Test
  void aSlowStartOfOneHoldsUpNoOther() throws IOException {
    // Given
    CountDownLatch slow = new CountDownLatch(1);
    Sleeper other = new Sleeper(part.address());
    Keeper otherKeeper = new Keeper(other, LIMIT);
    otherKeeper.start();
    keeper.keep();
    otherKeeper.keep();

    // When
    part.gate = slow;
    keeper.process().orElseThrow().end(Duration.ZERO);
    await().atMost(LIMIT).until(() -> part.waiting);
    otherKeeper.process().orElseThrow().end(Duration.ZERO);

    // Then
    await().atMost(LIMIT).until(() -> other.process().isPresent());
    assertThat(part.process()).isEmpty();
    slow.countDown();
    otherKeeper.stop();
  }

  @Test
  void whatIsStoppedStaysSo() throws IOException {
    keeper.keep();

    keeper.stop();
    keeper.start();

    assertThat(part.process()).isEmpty();
  }

  private void answer(String path, AtomicInteger status) {
    health.createContext(
        path,
        exchange -> {
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
  }

  /** A process that does nothing, with an address that speaks for it. */
  private static final class Sleeper implements Part {
    private final String address;
    private final AtomicInteger asked = new AtomicInteger();
    private volatile @Nullable CountDownLatch gate;
    private volatile boolean waiting;
    private volatile @Nullable ProcessIdentity process;

    Sleeper(String address) {
      this.address = address;
    }

    @Override
    public String name() {
      return "sleeper";
    }

    @Override
    public Role role() {
      return Role.UPLOAD;
    }

    @Override
    public String address() {
      return address;
    }

    @Override
    public Path log() {
      return Path.of("/dev/null");
    }

    @Override
    public void start() throws IOException {
      CountDownLatch closed = gate;
      if (closed != null) {
        waiting = true;
        try {
          closed.await();
        } catch (InterruptedException e) {
          throw new IOException(e);
        }
      }
      process = ProcessIdentity.of(new ProcessBuilder("sleep", "600").start().toHandle());
    }

    @Override
    public void stop() {
      ProcessIdentity running = process;
      if (running != null) {
        running.end(LIMIT);
      }
    }

    @Override
    public Optional<ProcessHandle> process() {
      return Optional.ofNullable(process).flatMap(ProcessIdentity::alive);
    }

    @Override
    public boolean isBroken() {
      asked.incrementAndGet();
      return Part.super.isBroken();
    }
  }
}
