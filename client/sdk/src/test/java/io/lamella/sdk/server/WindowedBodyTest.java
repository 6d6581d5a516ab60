package io.lamella.sdk.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow.Subscription;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class WindowedBodyTest {
  private final WindowedBody body = new WindowedBody(Duration.ofSeconds(30));
  private final Sender sender = new Sender();

  @Test
  void givesWhatWasReceivedInItsOrder() throws IOException {
    // Given
    byte[] sent = new byte[100_000];
    new Random(1).nextBytes(sent);
    body.onSubscribe(sender);

    // When
    body.onNext(List.of(ByteBuffer.wrap(sent, 0, 7), ByteBuffer.wrap(sent, 7, 0)));
    body.onNext(List.of());
    body.onNext(List.of(ByteBuffer.wrap(sent, 7, 60_000), ByteBuffer.wrap(sent, 60_007, 39_993)));
    body.onComplete();

    // Then
    assertThat(body.read()).isEqualTo(sent[0] & 0xff);
    assertThat(body.readAllBytes()).isEqualTo(Arrays.copyOfRange(sent, 1, sent.length));
    assertThat(body.read()).isEqualTo(-1);
    assertThat(body.read(new byte[1])).isEqualTo(-1);
  }

  @Test
  void receivesAheadOfItsReaderAsFarAsTheWindowGoes() throws IOException {
    body.onSubscribe(sender);
    assertThat(sender.asked).isEqualTo(WindowedBody.WINDOW);

    for (int i = 0; i < WindowedBody.WINDOW; i++) {
      body.onNext(List.of(ByteBuffer.wrap(new byte[2])));
    }
    assertThat(sender.asked).isEqualTo(WindowedBody.WINDOW);

    body.read();
    body.read();
    body.read();
    assertThat(sender.asked).isEqualTo(WindowedBody.WINDOW + 2);
  }

  @Test
  void tellsOfAConnectionThatWasCutAfterWhatArrived() throws IOException {
    body.onSubscribe(sender);
    body.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));
    body.onError(new IOException("cut"));

    assertThat(body.read()).isEqualTo(1);
    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("cut");
    assertThatThrownBy(body::read).isInstanceOf(IOException.class).hasMessage("cut");
  }

  @Test
  void closingEndsAReadThatWaitsAndWhatIsSent() throws Exception {
    // Given
    body.onSubscribe(sender);
    CompletableFuture<Integer> read =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                return body.read();
              } catch (IOException e) {
                throw new UncheckedIOException(e);
              }
            });

    // When
    body.close();
    body.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));

    // Then
    assertThat(sender.cancelled).isTrue();
    assertThatThrownBy(() -> read.get(30, TimeUnit.SECONDS))
        .isInstanceOf(ExecutionException.class)
        .hasRootCauseMessage("the stream is closed");
    assertThatThrownBy(body::read).isInstanceOf(IOException.class);
  }

  @Test
  void aBodyOfWhichNothingComesAnyMoreIsGivenUp() throws IOException {
    WindowedBody silent = new WindowedBody(Duration.ofMillis(50));
    silent.onSubscribe(sender);
    silent.onNext(List.of(ByteBuffer.wrap(new byte[] {1})));

    assertThat(silent.read()).isEqualTo(1);
    assertThatThrownBy(silent::read)
        .isInstanceOf(IOException.class)
        .hasMessageContaining("nothing");
    assertThat(sender.cancelled).isTrue();
  }

  @Test
  void wantsNothingWhenItIsClosedBeforeTheFirstByte() {
    body.close();
    body.onSubscribe(sender);

    assertThat(sender.cancelled).isTrue();
    assertThat(sender.asked).isZero();
  }

  private static final class Sender implements Subscription {
    private long asked;
    private boolean cancelled;

    @Override
    public void request(long count) {
      asked += count;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }
}
