package io.lamella.standalone.stack;

import io.lamella.standalone.process.ProcessIdentity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One supervisor per data folder: it holds a lock of the operating system on a file in which it has
 * written who it is. The lock goes with the process, whatever ends it.
 */
final class StackLock implements AutoCloseable {
  private final FileChannel channel;

  private StackLock(FileChannel channel) {
    this.channel = channel;
  }

  /** Takes the lock for this process; empty when another holds it. */
  static Optional<StackLock> take(StackFolder folder) throws IOException {
    FileChannel channel =
        FileChannel.open(folder.lock(), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    FileLock lock = channel.tryLock();
    if (lock == null) {
      channel.close();
      return Optional.empty();
    }
    String line = ProcessIdentity.of(ProcessHandle.current()).line() + "\n";
    channel.truncate(0);
    channel.write(ByteBuffer.wrap(line.getBytes(StandardCharsets.UTF_8)), 0);
    return Optional.of(new StackLock(channel));
  }

  /** The supervisor of this folder, if one lives. */
  static Optional<ProcessIdentity> holder(StackFolder folder) {
    return ProcessIdentity.read(folder.lock()).filter(supervisor -> supervisor.alive().isPresent());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
