package io.lamella.upload.archive;

import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.FilesStored;
import io.lamella.upload.UploadConfig;
import io.lamella.upload.change.FolderPuts;
import io.lamella.upload.change.Registry;
import io.lamella.upload.change.RunStore;
import io.lamella.upload.draft.Draft;
import io.lamella.upload.intake.FileIntake;
import io.lamella.upload.intake.FileSpec;
import io.lamella.upload.intake.FileStream;
import io.lamella.upload.intake.RunPieces;
import io.lamella.upload.intake.SentStream;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Takes a tar stream in: files, folders, symlinks and hard links. Its content is stored as it
 * comes; its entries are registered together after its last byte, or not at all.
 */
@ApplicationScoped
public class TarIntake {
  /** Files with holes may have so many bytes together: a hole of any size is a few bytes. */
  private static final long WITH_HOLES = 64L << 30;

  private final FileIntake files;
  private final RunStore runs;
  private final Registry registry;
  private final UploadConfig config;

  @Inject
  TarIntake(FileIntake files, RunStore runs, Registry registry, UploadConfig config) {
    this.files = files;
    this.runs = runs;
    this.registry = registry;
    this.config = config;
  }

  /**
   * Reads a stream to its end.
   *
   * @param folder where its entries go; null: the top
   * @throws LamellaException {@code invalid-path}, {@code invalid-change} or {@code
   *     invalid-request}; then nothing is registered
   */
  FilesStored take(Draft draft, @Nullable EntryPath folder, InputStream body) throws IOException {
    HeaderTap tap = new HeaderTap(body);
    FolderPuts folders = new FolderPuts(config.limits().folders());
    try (RunPieces pieces = RunPieces.inOrder(draft, runs);
        FileStream stream = files.stream(draft, pieces::keep);
        TarArchiveInputStream tar = new TarArchiveInputStream(tap, StandardCharsets.UTF_8.name())) {
      TarRun run = new TarRun(pieces, folders);
      Reading reading = new Reading(folder, tap, tar, run, stream);
      reading.all();
      stream.flush();
      registry.register(draft, run.finish(), folders.sorted());
      return new FilesStored(reading.files, reading.bytes, stream.stored());
    }
  }

  /** One stream under way. */
  private static final class Reading {
    private final @Nullable EntryPath folder;
    private final HeaderTap tap;
    private final TarArchiveInputStream tar;
    private final TarRun run;
    private final FileStream stream;
    private final SentStream content;
    private long files;
    private long bytes;
    private long withHoles;

    private Reading(
        @Nullable EntryPath folder,
        HeaderTap tap,
        TarArchiveInputStream tar,
        TarRun run,
        FileStream stream) {
      this.folder = folder;
      this.tap = tap;
      this.tar = tar;
      this.run = run;
      this.stream = stream;
      this.content = new SentStream(tar, e -> unreadable(String.valueOf(e.getMessage()), e));
    }

    void all() throws IOException {
      for (TarArchiveEntry entry = next(); entry != null; entry = next()) {
        String name = relative(entry.getName());
        if (entry.isDirectory()) {
          folder(entry, withoutSlash(name));
        } else {
          take(entry, path(name));
        }
        if (run.isFull()) {
          stream.flush();
          run.stored();
        }
      }
      if (!tap.holdsEndMark()) {
        throw unreadable("it ends without its end mark", null);
      }
      tap.transferTo(OutputStream.nullOutputStream());
    }

    private @Nullable TarArchiveEntry next() {
      tap.begin();
      try {
        return tar.getNextEntry();
      } catch (IOException e) {
        throw unreadable(String.valueOf(e.getMessage()), e);
      } finally {
        tap.end();
      }
    }

    /** A folder; the one that the stream was made in is no entry. */
    private void folder(TarArchiveEntry entry, String name) {
      if (!name.isEmpty() && !name.equals(".")) {
        run.folder(path(name), entry.getMode() & 0777);
      }
    }

    private void take(TarArchiveEntry entry, EntryPath path) throws IOException {
      if (entry.isSymbolicLink()) {
        run.symlink(symlink(path, entry.getLinkName()));
      } else if (entry.isLink()) {
        run.hardLink(path, path(relative(entry.getLinkName())));
        files++;
      } else if (entry.isFile()
          && !entry.isFIFO()
          && !entry.isBlockDevice()
          && !entry.isCharacterDevice()) {
        file(entry, path);
      } else {
        throw new LamellaException(
            ErrorCode.INVALID_CHANGE,
            path + " is no file, folder or link; a version cannot hold it");
      }
    }

    private void file(TarArchiveEntry entry, EntryPath path) throws IOException {
      if (entry.isSparse()) {
        withHoles += Math.max(0, entry.getRealSize());
        if (withHoles > WITH_HOLES) {
          throw new LamellaException(
              ErrorCode.LIMIT_EXCEEDED,
              path + ": the files with holes of a tar stream may have " + WITH_HOLES + " bytes");
        }
      }
      FileSpec file =
          stream.take(
              path,
              entry.getLastModifiedTime().to(TimeUnit.NANOSECONDS),
              entry.getMode() & 0777,
              content);
      run.file(file);
      run.stored();
      files++;
      bytes += file.size();
    }

    private Entry.Symlink symlink(EntryPath path, String target) {
      Entry.Symlink symlink = valid(path, target);
      if (!tap.holds(target)) {
        throw new InvalidPathException("the target of " + path + " is not valid UTF-8");
      }
      return symlink;
    }

    /** The name as the headers have it, checked, without what stands for the top. */
    private String relative(String name) {
      if (tap.holdsAbsolute(name)) {
        throw new InvalidPathException("an absolute path: /" + name);
      }
      if (!tap.holds(name)) {
        throw new InvalidPathException("a path that is not valid UTF-8: " + name);
      }
      String relative = name;
      while (relative.startsWith("./")) {
        relative = relative.substring(2);
      }
      return relative;
    }

    /** The path in the version. */
    private EntryPath path(String relative) {
      return EntryPath.of(folder == null ? relative : folder + "/" + relative);
    }
  }

  private static Entry.Symlink valid(EntryPath path, String target) {
    try {
      return new Entry.Symlink(path, target);
    } catch (IllegalArgumentException e) {
      throw new InvalidPathException(String.valueOf(e.getMessage()));
    }
  }

  private static String withoutSlash(String name) {
    String without = name;
    while (without.endsWith("/")) {
      without = without.substring(0, without.length() - 1);
    }
    return without;
  }

  private static LamellaException unreadable(String why, @Nullable Throwable cause) {
    return new LamellaException(
        ErrorCode.INVALID_REQUEST, "The tar stream cannot be read: " + why, cause);
  }
}
