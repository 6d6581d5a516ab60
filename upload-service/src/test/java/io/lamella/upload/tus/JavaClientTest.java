package io.lamella.upload.tus;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.contracts.ticket.Ticket;
import io.lamella.testkit.RealServices;
import io.lamella.upload.TestPack;
import io.lamella.upload.TestVersion;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tus.java.client.ProtocolException;
import io.tus.java.client.TusClient;
import io.tus.java.client.TusExecutor;
import io.tus.java.client.TusURLMemoryStore;
import io.tus.java.client.TusUpload;
import io.tus.java.client.TusUploader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The client of the Java platform, which sends POST where PATCH is meant. */
@QuarkusTest
@QuarkusTestResource(RealServices.class)
class JavaClientTest {
  private static final int REQUEST = 2_000_000;

  @TempDir Path folder;

  private final TestVersion version = TestVersion.fresh();
  private final TusClient client = new TusClient();

  @Test
  void tusJavaClientUploadsAFile() throws IOException, ProtocolException {
    // Given
    byte[] content = TestPack.random(7_000_000);
    TusUpload upload = upload("d/f.bin", content);

    // When
    boolean done = attempts(upload, Long.MAX_VALUE).makeAttempts();

    // Then
    assertThat(done).isTrue();
    assertThat(Stored.of(version, "d/f.bin", content)).isEqualTo(Stored.ofPut(content));
  }

  @Test
  void andGoesOnAfterItsConnectionBroke() throws IOException, ProtocolException {
    // Given
    byte[] content = TestPack.random(7_000_000);
    TusUpload upload = upload("f", content);

    // When
    boolean done = attempts(upload, 3_000_000).makeAttempts();

    // Then
    assertThat(done).isTrue();
    assertThat(Stored.of(version, "f", content)).isEqualTo(Stored.ofPut(content));
  }

  private TusUpload upload(String path, byte[] content) throws IOException {
    client.setUploadCreationURL(TestVersion.uri("/v1/tus").toURL());
    client.setHeaders(Map.of(Ticket.HEADER, version.ticket()));
    client.enableResuming(new TusURLMemoryStore());
    TusUpload upload = new TusUpload(Files.write(folder.resolve("file"), content).toFile());
    upload.setMetadata(Map.of("path", path));
    return upload;
  }

  /**
   * @param fault where the first attempt breaks off
   */
  private TusExecutor attempts(TusUpload upload, long fault) {
    return new TusExecutor() {
      private boolean isFirst = true;

      @Override
      protected void makeAttempt() throws ProtocolException, IOException {
        boolean breaks = isFirst;
        isFirst = false;
        upload.setInputStream(Files.newInputStream(folder.resolve("file")));
        TusUploader uploader = client.resumeOrCreateUpload(upload);
        uploader.setChunkSize(100_000);
        uploader.setRequestPayloadSize(REQUEST);
        assertThat(uploader.getOffset() > 0).isEqualTo(!breaks);
        while (uploader.uploadChunk() > -1) {
          if (breaks && uploader.getOffset() > fault) {
            throw new IOException("the connection broke");
          }
        }
        uploader.finish();
      }
    };
  }
}
