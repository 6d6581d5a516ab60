package io.lamella.cache.contentcache;

import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoSuchObjectException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A pack in memory that counts its readers, can hold them up, and can be lost. */
final class MemoryPack implements StoredPack {
  final byte[] bytes;
  final PackRef ref;
  final AtomicInteger reads = new AtomicInteger();
  volatile CountDownLatch gate = new CountDownLatch(0);
  volatile boolean lost;
  volatile boolean broken;

  MemoryPack(int seed, int length) {
    this.bytes = new byte[length];
    new Random(seed).nextBytes(bytes);
    this.ref = new PackRef("0123456789abcdef0123456789abcdef", Digest.of(bytes), 0);
  }

  @Override
  public long length() {
    return bytes.length;
  }

  @Override
  public InputStream open(long offset, long length) throws IOException {
    reads.incrementAndGet();
    try {
      gate.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
    if (broken) {
      throw new StackOverflowError("as deep as it gets");
    }
    if (lost) {
      throw new NoSuchObjectException(ref.key());
    }
    return new ByteArrayInputStream(bytes, (int) offset, (int) length);
  }

  @Override
  public Optional<Path> file() {
    return Optional.empty();
  }

  @Override
  public long prefetch(long offset, long length) {
    return 0;
  }

  @Override
  public void forget() {}
}
