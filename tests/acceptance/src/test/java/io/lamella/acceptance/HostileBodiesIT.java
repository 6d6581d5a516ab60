package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that no client of ours sends, through the edge to a service with its own bounds. */
class HostileBodiesIT {
  private static final long MIB = 1 << 20;

  @TempDir Path folder;
  private Stack stack;
  private URI server;
  private Machine laptop;
  private String id;
  private String ticket;

  @BeforeEach
  void aDraft() throws Exception {
    stack = Stack.shared();
    server = stack.url();
    laptop = new Machine(folder.resolve("laptop"), server);
    id = laptop.run("create", "--project", "hostile", "--name", "bodies").path("id").asText();
    ticket = ticket();
  }

  @Test
  void areRefusedWithAReasonAndHarmNobody() throws Exception {
    // Given
    Map<String, List<ProcessHandle>> before = stack.byRole();
    String pack = "/v1/packs/" + "ab".repeat(32) + "?draft=" + id;
    String draft = "/v1/drafts/" + id;

    // When, Then
    assertThat(send("PUT", pack, "Content-Length: " + 70 * MIB, MIB))
        .startsWith("HTTP/1.1 413")
        .contains("too-large", "67108864");
    assertThat(send("PUT", pack, "Content-Length: " + 10 * MIB, 10 * MIB))
        .startsWith("HTTP/1.1 422")
        .contains("invalid-pack", "no frame begins here");
    assertThat(send("POST", draft + "/changes", "Content-Length: " + MIB, MIB))
        .startsWith("HTTP/1.1 422")
        .contains("invalid-change");
    assertThat(send("PUT", draft + "/tar", "Content-Length: " + MIB, MIB))
        .startsWith("HTTP/1.1 400")
        .contains("invalid-request", "The tar stream cannot be read");
    assertThat(send("PUT", draft + "/files/a/%2E%2E/b", "Content-Length: 3", 3))
        .startsWith("HTTP/1.1 422")
        .contains("invalid-path");
    for (int i = 0; i < 50; i++) {
      cutOff("PUT", pack, 30 * MIB, 100_000);
    }
    Path source = folder.resolve("source");
    Folders.small(source, 20);
    laptop.run("add", "--files", source.toString());
    assertThat(laptop.run("close").path("files").asLong()).isEqualTo(20);
    assertThat(stack.byRole()).isEqualTo(before);
  }

  @Test
  void packsAndRunsWhoseChecksumsVouchForALieAreRefusedAndNothingOfThemIsKnown() throws Exception {
    Map<Forged.Pack, String> packs = new LinkedHashMap<>();
    packs.put(Forged.good().flipped(), "frame");
    packs.put(Forged.good().underAnotherId(), "pack");
    packs.put(Forged.good().cutShort(), "pack");
    packs.put(Forged.withAWrongLength(), "bytes");
    packs.put(Forged.withAWrongChunkId(), "the bytes are not those of chunk");
    packs.put(Forged.withALyingFooter(), "the frames are those of pack");
    packs.put(Forged.bomb(), "does not decode to 2097152 bytes");
    packs.forEach(
        (pack, why) -> {
          HttpResponse<String> refused = put(pack);
          assertThat(refused.statusCode()).as(refused.body()).isEqualTo(422);
          assertThat(refused.body()).contains("invalid-pack", why);
        });
    for (String path : List.of("../up", "/absolute", "a/../b", "a//b", "..", "a\0b")) {
      HttpResponse<String> refused = change(Forged.runWithASymlinkAt(path));
      assertThat(refused.statusCode()).as("%s: %s", path, refused.body()).isEqualTo(422);
      assertThat(refused.body()).as(path).contains("invalid-path");
    }
    assertThat(laptop.run("status", "--id", id).path("pending").asLong()).isZero();

    // The same that is good is taken: it was the lie that was refused.
    assertThat(put(Forged.good()).statusCode()).isEqualTo(201);
    assertThat(change(Forged.runWithASymlinkAt("up")).statusCode()).isEqualTo(200);
    laptop.run("close", "--id", id);
    assertThat(laptop.lamella("list", id).expect(0).json().path("path").asText()).isEqualTo("up");
  }

  private HttpResponse<String> put(Forged.Pack pack) {
    return sent("PUT", "/v1/packs/" + pack.id() + "?draft=" + id, pack.bytes());
  }

  private HttpResponse<String> change(byte[] run) {
    return sent("POST", "/v1/drafts/" + id + "/changes", run);
  }

  private HttpResponse<String> sent(String method, String target, byte[] body) {
    try {
      return HttpClient.newHttpClient()
          .send(
              HttpRequest.newBuilder(server.resolve(target))
                  .header("Lamella-Ticket", ticket)
                  .method(method, BodyPublishers.ofByteArray(body))
                  .build(),
              BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private String ticket() throws IOException, InterruptedException {
    byte[] version =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(server.resolve("/v1/versions/" + id)).build(),
                BodyHandlers.ofByteArray())
            .body();
    return new ObjectMapper().readTree(version).path("ticket").asText();
  }

  /** Sends so many random bytes as the body, and answers the beginning of what comes back. */
  private String send(String method, String target, String length, long bytes) throws IOException {
    try (Socket socket = open(method, target, length)) {
      Thread sender = new Thread(() -> noise(socket, bytes));
      sender.start();
      byte[] answer = new byte[8192];
      int count = 0;
      int read = socket.getInputStream().read(answer);
      while (read > 0) {
        count += read;
        boolean whole = new String(answer, 0, count, StandardCharsets.UTF_8).endsWith("}");
        read = whole ? 0 : socket.getInputStream().read(answer, count, answer.length - count);
      }
      return new String(answer, 0, count, StandardCharsets.UTF_8);
    }
  }

  private void cutOff(String method, String target, long announced, long bytes) throws IOException {
    try (Socket socket = open(method, target, "Content-Length: " + announced)) {
      noise(socket, bytes);
    }
  }

  private Socket open(String method, String target, String length) throws IOException {
    Socket socket = new Socket(server.getHost(), server.getPort());
    socket.setSoTimeout(60_000);
    String head =
        "%s %s HTTP/1.1\r\nHost: 127.0.0.1\r\nLamella-Ticket: %s\r\n%s\r\n\r\n"
            .formatted(method, target, ticket, length);
    socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
    return socket;
  }

  private static void noise(Socket socket, long bytes) {
    byte[] block = new byte[64 * 1024];
    new Random(7).nextBytes(block);
    try {
      OutputStream out = socket.getOutputStream();
      for (long left = bytes; left > 0; left -= block.length) {
        out.write(block, 0, (int) Math.min(left, block.length));
      }
    } catch (IOException e) {
      // the other side has said what it thinks of it
    }
  }
}
