package io.lamella.sdk.folder;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Writes a {@link ScanIndex} beside its place, in path order, and puts it there when complete. For
 * one thread.
 */
public final class ScanIndexWriter implements Closeable {
  private static final Duration LEFT = Duration.ofDays(7);

  private final Path file;
  private final Path draft;
  private final DataOutputStream out;
  private boolean committed;

  /**
   * @param version the version that the folder's files are put into
   * @param scanned when the scan began
   */
  public ScanIndexWriter(Path file, UUID version, Instant scanned) throws IOException {
    this.file = file;
    Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
    removeLeftovers(folder);
    this.draft = Files.createTempFile(folder, "scan", ".tmp");
    this.out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16));
    out.writeInt(ScanIndex.MAGIC);
    out.writeLong(version.getMostSignificantBits());
    out.writeLong(version.getLeastSignificantBits());
    out.writeLong(TimeUnit.SECONDS.toNanos(scanned.getEpochSecond()) + scanned.getNano());
  }

  /** What killed scans have left goes after a week, when surely nobody writes it any more. */
  private static void removeLeftovers(Path folder) throws IOException {
    Instant old = Instant.now().minus(LEFT);
    try (DirectoryStream<Path> drafts = Files.newDirectoryStream(folder, "scan*.tmp")) {
      for (Path left : drafts) {
        if (Files.getLastModifiedTime(left).toInstant().isBefore(old)) {
          Files.deleteIfExists(left);
        }
      }
    } catch (NoSuchFileException e) {
      return;
    }
  }

  /** Notes that the file with this stamp has this digest. */
  public void add(EntryPath path, Stamp stamp, Digest digest) throws IOException {
    byte[] utf8 = path.utf8();
    out.writeShort(utf8.length);
    out.write(utf8);
    out.writeInt(stamp.mode());
    out.writeLong(stamp.size());
    out.writeLong(stamp.mtimeNanos());
    out.writeLong(stamp.ctimeNanos());
    out.writeLong(stamp.inode());
    out.writeLong(stamp.device());
    out.write(digest.toBytes());
  }

  /** The scan is complete: the index takes the place of the one before. */
  public void commit() throws IOException {
    putAt(file);
    Files.deleteIfExists(ScanIndex.partOf(file));
  }

  /** The scan ended early: the next one is told what it found out, beside the index as it is. */
  public void keepPart() throws IOException {
    putAt(ScanIndex.partOf(file));
  }

  private void putAt(Path place) throws IOException {
    out.writeShort(0);
    out.close();
    Files.move(draft, place, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    committed = true;
  }

  @Override
  public void close() throws IOException {
    out.close();
    if (!committed) {
      Files.deleteIfExists(draft);
    }
  }
}
