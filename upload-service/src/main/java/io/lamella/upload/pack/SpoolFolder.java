package io.lamella.upload.pack;

import io.lamella.upload.UploadConfig;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where packs and runs lie while they are made; empty again at every start. */
@ApplicationScoped
public class SpoolFolder {
  private final Path folder;

  @Inject
  SpoolFolder(UploadConfig config) throws IOException {
    if (config.spoolDir().isPresent()) {
      Files.createDirectories(config.spoolDir().get());
      folder = Files.createTempDirectory(config.spoolDir().get(), "upload-");
    } else {
      folder = Files.createTempDirectory("lamella-upload-");
    }
    folder.toFile().deleteOnExit();
  }

  public Path path() {
    return folder;
  }
}
