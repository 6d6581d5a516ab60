package io.lamella.upload.archive;

import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.pack.ExtentReader;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.change.FolderPuts;
import io.lamella.upload.change.NewRun;
import io.lamella.upload.change.Registry;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.intake.FileStream;
import io.lamella.upload.intake.RunPieces;
import io.lamella.upload.pack.StoredPacks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a zip stream in: files, folders and symlinks. Its content is stored as it comes; its
 * entries are registered together after its last byte, or not at all, and only when all that it
 * says twice agrees.
 */
@ApplicationScoped
public class ZipIntake {
  private final FileIntake files;
  private final RunStore runs;
  private final Registry registry;
  private final StoredPacks storedPacks;
  private final UploadConfig.Limits limits;

  @Inject
  ZipIntake(
      FileIntake files,
      RunStore runs,
      Registry registry,
      StoredPacks storedPacks,
      UploadConfig config) {
    this.files = files;
    this.runs = runs;
    this.registry = registry;
    this.storedPacks = storedPacks;
    this.limits = config.limits();
  }

  /**
   * Reads a stream to its end.
   *
   * @param folder where its entries go; null: the top
   * @throws LamellaException {@code invalid-path}, {@code invalid-change}, {@code limit-exceeded}
   *     or {@code invalid-request}; then nothing is registered
   */
  FilesStored take(Draft draft, @Nullable EntryPath folder, InputStream body) throws IOException {
    ZipBytes bytes = new ZipBytes(body);
    ZipNames names = new ZipNames(folder);
    FolderPuts folders = new FolderPuts(limits.folders());
    ExtentReader stored = new ExtentReader(storedPacks.of(draft.domains()));
    Keeping keeping = new Keeping();
    try (RunPieces pieces = RunPieces.distinct(draft, runs);
        FileStream stream = files.stream(draft, keeping);
        ZipRun run = new ZipRun(draft, runs, pieces, folders, stream, stored, names);
        ZipArchiveInputStream zip = new ZipArchiveInputStream(bytes, "UTF-8", false, true)) {
      keeping.run = run;
      Unpacked content = new Unpacked(zip, bytes, limits.unpacked().asLongValue(), limits.ratio());
      ZipEntries entries = new ZipEntries(zip, bytes, content, names, stream, run);
      long central = entries.all(limits.entries());
      bytes.goTo(central);
      NewRun all = run.finish(new CentralDirectory(bytes, central));
      checkFolders(draft, all, folders);
      registry.register(draft, all, folders.sorted());
      return new FilesStored(
          entries.files() - run.links(), entries.bytes() - run.linkBytes(), stream.stored());
    }
  }

  /** A path is a file or a folder, also where the folder is an entry of its own. */
  private void checkFolders(Draft draft, NewRun all, FolderPuts folders) throws IOException {
    if (folders.sorted().isEmpty()) {
      return;
    }
    try (var changes = runs.open(draft, all)) {
      for (Change change = changes.next(); change != null; change = changes.next()) {
        if (change instanceof Change.Put put
            && !(put.entry() instanceof Entry.Folder)
            && folders.isAtOrAbove(put.path())) {
          throw new LamellaException(
              ErrorCode.INVALID_CHANGE,
              put.path() + " comes as a file and as a folder; it can be one of them");
        }
      }
    }
  }

  /** Keeps what the request has written so far. */
  private static final class Keeping implements Runnable {
    private @Nullable ZipRun run;

    @Override
    public void run() {
      if (run != null) {
        run.keep();
      }
    }
  }
}
