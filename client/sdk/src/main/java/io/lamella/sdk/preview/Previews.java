package io.lamella.sdk.preview;

import com.fasterxml.jackson.databind.JavaType;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.rest.PreviewView;
import io.lamella.contracts.rest.VersionStatistics;
import io.lamella.sdk.server.Answer;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Json;
import io.lamella.sdk.server.Pause;
import io.lamella.sdk.server.Query;
import java.io.IOException;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.UUID;

/**
 * What the server finds in the files of a final version. It looks when it is asked, so the first
 * answer about a file may take some seconds.
 */
public final class Previews {
  private static final int ACCEPTED = 202;
  private static final Duration LONGEST = Duration.ofMinutes(2);
  private static final Duration PAUSE = Duration.ofMillis(500);

  private final Connection connection;
  private final String address;

  public Previews(Connection connection, UUID version) {
    this.connection = connection;
    this.address = "/v1/versions/" + version + "/";
  }

  /** The files that have a preview without anybody asking for it, in path order, as it is now. */
  public List<PreviewView> list() {
    JavaType page =
        Json.MAPPER.getTypeFactory().constructParametricType(Page.class, PreviewView.class);
    Page<PreviewView> found = read(made(address + "previews"), page);
    return found.items();
  }

  /** The preview of a file, or why there is none. */
  public PreviewView of(String path) {
    String asked = new Query(address + "preview").with("path", path).toString();
    return read(made(asked), Json.MAPPER.constructType(PreviewView.class));
  }

  /**
   * A small PNG or JPEG of an image.
   *
   * @throws LamellaException {@code no-preview} when there is none
   */
  public byte[] thumbnail(String path) {
    return made(new Query(address + "preview/image").with("path", path).toString());
  }

  /** What the version holds, in numbers. */
  public VersionStatistics statistics() {
    return read(made(address + "statistics"), Json.MAPPER.constructType(VersionStatistics.class));
  }

  /** Asks until it is made. */
  private byte[] made(String path) {
    long start = System.nanoTime();
    while (true) {
      Answer<byte[]> answer = connection.send(Call.get(path), BodyHandlers.ofByteArray());
      if (answer.status() != ACCEPTED) {
        return answer.body();
      }
      if (System.nanoTime() - start > LONGEST.toNanos()) {
        throw new LamellaException(
            ErrorCode.UNAVAILABLE, "the server is still looking; ask again later");
      }
      Pause.unchecked(PAUSE);
    }
  }

  private static <T> T read(byte[] body, JavaType type) {
    try {
      return Json.MAPPER.readValue(body, type);
    } catch (IOException e) {
      throw new LamellaException(
          ErrorCode.INTERNAL, "the answer about a preview is not what it should be", e);
    }
  }
}
