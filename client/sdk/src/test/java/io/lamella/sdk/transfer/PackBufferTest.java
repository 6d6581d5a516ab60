package io.lamella.sdk.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Flow;
import org.junit.jupiter.api.Test;

class PackBufferTest {
  private static byte[] sent(BodyPublisher body) {
    BodySubscriber<byte[]> sink = BodySubscribers.ofByteArray();
    body.subscribe(
        new Flow.Subscriber<>() {
          @Override
          public void onSubscribe(Flow.Subscription subscription) {
            sink.onSubscribe(subscription);
          }

          @Override
          public void onNext(ByteBuffer bytes) {
            sink.onNext(List.of(bytes));
          }

          @Override
          public void onError(Throwable failure) {
            sink.onError(failure);
          }

          @Override
          public void onComplete() {
            sink.onComplete();
          }
        });
    return sink.getBody().toCompletableFuture().join();
  }

  @Test
  void sendsWhatWasWrittenAsOftenAsAskedAndStartsAnew() {
    PackBuffer buffer = new PackBuffer();
    Random random = new Random(1);
    for (int round = 0; round < 3; round++) {
      buffer.clear();
      ByteArrayOutputStream expected = new ByteArrayOutputStream();
      for (int i = 0; i < 20; i++) {
        byte[] part = new byte[random.nextInt(3 * PackBuffer.BLOCK / 2)];
        random.nextBytes(part);
        expected.writeBytes(part);
        buffer.write(ByteBuffer.wrap(part));
      }

      BodyPublisher body = buffer.body();

      assertThat(body.contentLength()).isEqualTo(expected.size()).isEqualTo(buffer.length());
      assertThat(sent(body)).isEqualTo(expected.toByteArray());
      assertThat(sent(buffer.body())).isEqualTo(expected.toByteArray());
    }
  }

  @Test
  void sendsWholeBlocksAsTheyAre() {
    PackBuffer buffer = new PackBuffer();
    byte[] block = new byte[2 * PackBuffer.BLOCK];
    block[5] = 1;
    buffer.write(ByteBuffer.wrap(block));

    assertThat(sent(buffer.body())).isEqualTo(block);
  }
}
