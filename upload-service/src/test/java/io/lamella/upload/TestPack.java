package io.lamella.upload;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Change;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Run;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** A pack made by a test: chunks of random bytes, each different. */
public record TestPack(PackIndex index, byte[] bytes) {
  public static byte[] random(int length) {
    byte[] bytes = new byte[length];
    new Random().nextBytes(bytes);
    return bytes;
  }

  public static TestPack of(byte[]... chunks) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      PackWriter writer =
          new PackWriter(
              buffer -> {
                byte[] piece = new byte[buffer.remaining()];
                buffer.get(piece);
                out.writeBytes(piece);
              });
      for (byte[] chunk : chunks) {
        writer.add(Digest.of(chunk), ByteBuffer.wrap(chunk));
      }
      PackIndex index = writer.finish();
      return new TestPack(index, out.toByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A pack of {@code chunks} chunks of {@code size} random bytes. */
  public static TestPack random(int chunks, int size) {
    byte[][] content = new byte[chunks][];
    Arrays.setAll(content, i -> random(size));
    return of(content);
  }

  public List<Digest> chunks() {
    return index.slots().stream().map(slot -> slot.chunk()).toList();
  }

  public String path(TestVersion version) {
    return "/v1/packs/" + index.id() + "?draft=" + version.id();
  }

  public Answer put(TestVersion version) {
    return version.send("PUT", path(version), BodyPublishers.ofByteArray(bytes));
  }

  /** A file of all chunks of the pack. */
  public Entry.File file(TestVersion version, String path, Digest digest) {
    return file(version, path, digest, 0, index.slots().size());
  }

  public Entry.File file(TestVersion version, String path, Digest digest, int slot, int count) {
    long size =
        index.slots().subList(slot, slot + count).stream().mapToLong(s -> s.rawLength()).sum();
    return new Entry.File(
        EntryPath.of(path),
        size,
        false,
        digest,
        List.of(index.extent(version.pack(index.id()), slot, count)),
        1_700_000_000_000_000_000L,
        0644);
  }

  /** The file that is the first chunk alone. */
  public Entry.File small(TestVersion version, String path) {
    return file(version, path, index.slots().get(0).chunk(), 0, 1);
  }

  public static byte[] run(Entry... puts) {
    return run(Arrays.stream(puts).<Change>map(Change.Put::new).toList());
  }

  public static byte[] run(List<Change> changes) {
    try {
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      Run.encode(Run.of(Run.close(changes)), out);
      return out.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public static Answer register(TestVersion version, byte[] run, String... headers) {
    return version.send(
        "POST",
        "/v1/drafts/" + version.id() + "/changes",
        BodyPublishers.ofByteArray(run),
        headers);
  }
}
