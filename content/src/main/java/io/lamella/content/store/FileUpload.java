package io.lamella.content.store;

import io.lamella.content.store.ObjectStore.PutMode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** A file that is being written under a temporary name. */
final class FileUpload implements ObjectStore.Upload {
  private final Folders folders;
  private final Path temporary;
  private final Path target;
  private final Path folder;
  private final PutMode mode;
  private final FileChannel channel;
  private boolean broken;
  private boolean ended;

  FileUpload(Folders folders, Path temporary, Path target, PutMode mode) throws IOException {
    this.folders = folders;
    this.temporary = temporary;
    this.target = target;
    this.folder = Folders.of(target);
    this.mode = mode;
    this.channel =
        FileChannel.open(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
  }

  @Override
  public void write(ByteBuffer data) throws IOException {
    checkOpen();
    broken = true;
    while (data.hasRemaining()) {
      channel.write(data);
    }
    broken = false;
  }

  @Override
  public boolean commit() throws IOException {
    checkOpen();
    try (this) {
      channel.force(true);
      channel.close();
      folders.make(folder);
      boolean placed = place();
      // Also when the key was taken: its owner may not have come to this yet, and our caller will
      // rely on the object.
      folders.sync(folder);
      return placed;
    }
  }

  private boolean place() throws IOException {
    if (mode == PutMode.REPLACE) {
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
      return true;
    }
    try {
      Files.createLink(target, temporary);
      return true;
    } catch (FileAlreadyExistsException e) {
      if (Files.isDirectory(target)) {
        throw e;
      }
      return false;
    }
  }

  private void checkOpen() throws IOException {
    if (ended) {
      throw new IllegalStateException("the upload has ended");
    }
    if (broken) {
      throw new IOException("a write to this upload failed before");
    }
  }

  @Override
  public void close() throws IOException {
    if (ended) {
      return;
    }
    ended = true;
    try {
      channel.close();
    } finally {
      Files.deleteIfExists(temporary);
    }
  }
}
