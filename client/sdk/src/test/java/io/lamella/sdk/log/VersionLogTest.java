package io.lamella.sdk.log;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.AppendLines;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.server.ServerUnavailableException;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VersionLogTest {
  private static final UUID VERSION = UUID.randomUUID();

  private final List<AppendLines> said = new CopyOnWriteArrayList<>();
  private final AtomicInteger status = new AtomicInteger(204);
  private HttpServer server;
  private VersionLog log;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/v1/versions/" + VERSION + "/log",
        exchange -> {
          said.add(
              Json.MAPPER.readValue(exchange.getRequestBody().readAllBytes(), AppendLines.class));
          exchange.sendResponseHeaders(status.get(), -1);
          exchange.close();
        });
    server.start();
    URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    log = new VersionLog(new Connection(address, null), VERSION);
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  private static Transferred transferred(long added, String... failed) {
    return new Transferred(VERSION, added, 0, 0, 5, 10, 10, 8, List.of(), List.of(failed));
  }

  @Test
  void workLeavesALineOfWhatItChanged() throws IOException {
    Transferred done = log.recording("add", () -> transferred(3), Outcome::of);

    assertThat(done.added()).isEqualTo(3);
    assertThat(said).hasSize(1);
    assertThat(said.get(0).source()).isEqualTo("add");
    assertThat(said.get(0).lines().get(0))
        .startsWith("added 3, modified 0, removed 0; 10 bytes, sent 8");
  }

  @Test
  void workThatChangedNothingLeavesNone() throws IOException {
    log.recording("sync", () -> transferred(0), Outcome::of);

    assertThat(said).isEmpty();
  }

  @Test
  void whatCouldNotBeTakenIsNamed() throws IOException {
    log.recording("add", () -> transferred(0, "a.bin: changed while it was read"), Outcome::of);

    assertThat(said.get(0).lines().get(0))
        .contains("failed: 1 not taken: a.bin: changed while it was read");
  }

  @Test
  void aFailureIsLeftInOneLineAndGoesOn() {
    LamellaException failure = new LamellaException(ErrorCode.PATH_NOT_FOUND, "none:\n  a\n  b");

    assertThatThrownBy(
            () ->
                log.recording(
                    "remove",
                    () -> {
                      throw failure;
                    },
                    Outcome::ofSent))
        .isSameAs(failure);

    assertThat(said).hasSize(1);
    assertThat(said.get(0).lines()).hasSize(1);
    assertThat(said.get(0).lines().get(0)).startsWith("failed: none: a b");
  }

  @Test
  void nobodyIsToldThatHeCannotBeReached() {
    assertThatThrownBy(
            () ->
                log.recording(
                    "add",
                    () -> {
                      throw new ServerUnavailableException("gone", new ConnectException());
                    },
                    Outcome::ofSent))
        .isInstanceOf(ServerUnavailableException.class);

    assertThat(said).isEmpty();
  }

  @Test
  void aLogThatTakesNothingFailsNothingAndIsAskedOnce() throws IOException {
    status.set(503);
    long sent = log.recording("upload", () -> 9L, Outcome::ofSent);
    assertThatThrownBy(
            () ->
                log.recording(
                    "add",
                    () -> {
                      throw new NoSuchFileException("a");
                    },
                    Outcome::ofSent))
        .isInstanceOf(NoSuchFileException.class);

    assertThat(sent).isEqualTo(9);
    assertThat(said).hasSize(2);
  }

  @Test
  void manyAndLongLinesAreSaidInSeveralRequestsAndPieces() {
    String bird = "\uD83D\uDC26";
    log.append(
        "me",
        Stream.concat(
            IntStream.range(0, 501).mapToObj(i -> i + "\r\n"),
            Stream.of("x" + bird.repeat(5_000))));

    List<String> lines = said.stream().flatMap(one -> one.lines().stream()).toList();
    assertThat(said).hasSizeGreaterThan(2).allMatch(one -> one.lines().size() <= 500);
    assertThat(lines.subList(0, 3)).containsExactly("0", "", "1");
    assertThat(lines).allMatch(line -> line.getBytes(StandardCharsets.UTF_8).length <= 8_192);
    assertThat(String.join("", lines.subList(1_002, lines.size())))
        .isEqualTo("x" + bird.repeat(5_000));
    assertThat(lines).noneMatch(line -> line.contains("\uFFFD") || line.contains("?"));
  }
}
