package io.lamella.upload.pack;

import io.lamella.upload.UploadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where packs lie while they are made. */
@ApplicationScoped
public class SpoolFolder {
  private final Path folder;

  @Inject
  SpoolFolder(UploadConfig config) throws IOException {
    folder =
        config
            .spoolDir()
            .orElseGet(
                () ->
                    Path.of(
                        System.getProperty("java.io.tmpdir"),
                        "lamella-upload-" + System.getProperty("user.name")));
    Files.createDirectories(folder);
  }

  public Path path() {
    return folder;
  }
}
