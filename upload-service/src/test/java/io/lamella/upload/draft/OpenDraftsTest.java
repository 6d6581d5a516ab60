package io.lamella.upload.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.OpenDraft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OpenDraftsTest {
  private static final OpenDraft FRAMES = new OpenDraft("vision/raw", "frames");

  @Test
  void whereNobodyAnswersTheCallerIsToldWhatToDo() throws IOException {
    ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    closed.close();
    OpenDrafts drafts = at("http://127.0.0.1:" + closed.getLocalPort());

    requireUnavailable(drafts.ask(FRAMES, null));
  }

  /** It is asked once: whoever takes long to answer is not asked to do it all again. */
  @Test
  void whoDoesNotAnswerInTimeIsNotWaitedFor() throws IOException {
    try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      OpenDrafts drafts = at("http://127.0.0.1:" + silent.getLocalPort());

      requireUnavailable(drafts.ask(FRAMES, null));

      silent.setSoTimeout(1_000);
      silent.accept().close();
      silent.setSoTimeout(200);
      assertThatThrownBy(silent::accept).isInstanceOf(SocketTimeoutException.class);
    }
  }

  private static void requireUnavailable(CompletableFuture<String> asked) {
    assertThatThrownBy(asked::join)
        .isInstanceOf(CompletionException.class)
        .cause()
        .asInstanceOf(InstanceOfAssertFactories.type(LamellaException.class))
        .satisfies(
            e -> {
              assertThat(e.code()).isEqualTo(ErrorCode.UNAVAILABLE);
              assertThat(e).hasMessageContaining("try again, or name a version as draft");
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {"metadata-service", "metadata-service:7071", "ftp://metadata", "/v1"})
  void whatIsNoAddressStopsTheService(String address) {
    assertThatThrownBy(() -> at(address))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("lamella.metadata-url")
        .hasMessageContaining(address);
  }

  private static OpenDrafts at(String address) {
    return new OpenDrafts(Optional.of(URI.create(address)), Duration.ofSeconds(2));
  }
}
