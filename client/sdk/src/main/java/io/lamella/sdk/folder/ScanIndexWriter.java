package io.lamella.sdk.folder;

import io.lamella.content.Digest;
import io.lamella.content.manifest.EntryPath;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/**
 * Writes a {@link ScanIndex} beside its place, in path order, and puts it there when complete. For
 * one thread.
 */
public final class ScanIndexWriter implements Closeable {
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
    this.draft = Files.createTempFile(file.toAbsolutePath().getParent(), "scan", ".tmp");
    this.out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(draft), 1 << 16));
    out.writeInt(ScanIndex.MAGIC);
    out.writeLong(version.getMostSignificantBits());
    out.writeLong(version.getLeastSignificantBits());
    out.writeLong(TimeUnit.SECONDS.toNanos(scanned.getEpochSecond()) + scanned.getNano());
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
    out.writeShort(0);
    out.close();
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
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
