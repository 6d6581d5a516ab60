package io.lamella.sdk.clearml;

import io.lamella.content.bucket.Bucket;
import io.lamella.content.bucket.BucketException;
import io.lamella.content.bucket.BucketKind;
import io.lamella.sdk.server.Pause;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Map;

/** Artifacts that lie in buckets, brought here. */
final class BucketFiles {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final int ATTEMPTS = 3;

  private final Map<String, String> environment;
  private final Duration pause;

  BucketFiles(Map<String, String> environment, Duration pause) {
    this.environment = environment;
    this.pause = pause;
  }

  /**
   * @throws MissingArtifactException when it is not there, or cannot be reached
   */
  ClearmlSource.Local fetched(BucketKind kind, String address) throws IOException {
    URI uri = URI.create(address);
    String bucket = uri.getRawAuthority();
    String key = uri.getPath();
    if (bucket == null || key == null || key.length() < 2) {
      throw new MissingArtifactException(address + " names no object of a bucket");
    }
    Path file = Files.createTempFile("lamella-clearml-", null);
    ClearmlSource.Local local = new ClearmlSource.Local(file, true);
    boolean isHere = false;
    try (Bucket open = Bucket.open(kind, bucket, environment, PATIENCE)) {
      fetch(open, key.substring(1), file);
      isHere = true;
      return local;
    } catch (BucketException e) {
      throw new MissingArtifactException(address + ": " + e.getMessage());
    } finally {
      if (!isHere) {
        local.close();
      }
    }
  }

  private void fetch(Bucket bucket, String key, Path file) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        Bucket.Found found =
            bucket
                .stat(key)
                .orElseThrow(() -> new MissingArtifactException("there is no object " + key));
        try (InputStream bytes = bucket.open(found)) {
          Files.copy(bytes, file, StandardCopyOption.REPLACE_EXISTING);
        }
        return;
      } catch (BucketException e) {
        if (!e.mayPass() || attempt == ATTEMPTS) {
          throw e;
        }
        Pause.of(pause);
      }
    }
  }
}
