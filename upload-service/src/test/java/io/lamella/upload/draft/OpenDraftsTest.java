package io.lamella.upload.draft;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.OpenDraft;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
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

    CompletableFuture<String> asked = drafts.ask(FRAMES, null);

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
    return new OpenDrafts(Optional.of(URI.create(address)));
  }
}
