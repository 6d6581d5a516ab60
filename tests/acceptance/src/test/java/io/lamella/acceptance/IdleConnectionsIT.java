package io.lamella.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever connects and says nothing costs the others nothing. */
class IdleConnectionsIT {
  private static final int WANTED = 10_000;
  private static final int HALF_HEADS = 500;

  /** Files that this process and the edge need besides. */
  private static final int OTHER_FILES = 1_000;

  @TempDir Path folder;
  private final List<SocketChannel> idle = new ArrayList<>();

  @AfterEach
  void hangUp() throws IOException {
    for (SocketChannel channel : idle) {
      channel.close();
    }
  }

  @Test
  void othersAreServedWhileTenThousandConnectionsAreIdle() throws Exception {
    // Given: some of them in the middle of a request
    assumeTrue(
        filesOfAProcess() >= WANTED + OTHER_FILES,
        "a process may not have so many files open here: " + filesOfAProcess());
    URI server = Stack.shared().url();
    for (int i = 0; i < WANTED; i++) {
      idle.add(SocketChannel.open(new InetSocketAddress(server.getHost(), server.getPort())));
    }
    List<SocketChannel> halfway = idle.subList(0, HALF_HEADS);
    for (SocketChannel channel : halfway) {
      send(channel, "GET /v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\n");
    }

    // When
    Path source = folder.resolve("source");
    Folders.small(source, 50);
    Machine laptop = new Machine(folder.resolve("laptop"), server);
    laptop.run("sync", "--project", "idle", "--name", "crowd", "--folder", source.toString());
    Path copy = Path.of(laptop.run("get", "idle/crowd").path("path").asText());

    // Then
    assertThat(Folders.content(copy)).isEqualTo(Folders.content(source));
    for (SocketChannel channel : halfway) {
      send(channel, "\r\n");
      assertThat(answer(channel)).startsWith("HTTP/1.1 200");
    }
    SocketChannel last = idle.get(WANTED - 1);
    send(last, "GET /v1/info HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
    assertThat(answer(last)).startsWith("HTTP/1.1 200");
  }

  private static long filesOfAProcess() {
    return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getMaxFileDescriptorCount();
  }

  private static void send(SocketChannel channel, String text) throws IOException {
    channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private static String answer(SocketChannel channel) throws IOException {
    channel.socket().setSoTimeout(60_000);
    byte[] answer = new byte[4096];
    int count = channel.socket().getInputStream().read(answer);
    return new String(answer, 0, Math.max(count, 0), StandardCharsets.UTF_8);
  }
}
