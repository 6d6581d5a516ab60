package io.lamella.upload.tus;

import static org.assertj.core.api.Assertions.assertThat;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.content.pack.Extent;
import io.lamella.content.pack.ExtentReader;
import io.lamella.content.pack.PackIndex;
import io.lamella.content.pack.PackSource;
import io.lamella.content.pack.StorePacks;
import io.lamella.content.store.ObjectStores;
import io.lamella.upload.Answer;
import io.lamella.upload.TestVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;

/**
 * What a file became, but for where it lies.
 *
 * @param chunks ids of its chunks, in order
 */
record Stored(long size, Digest digest, boolean executable, List<Digest> chunks) {
  /** Checks that the bytes at a path of the draft are these; answers what they became. */
  static Stored of(TestVersion version, String path, byte[] content) {
    Entry.File file =
        version.puts().stream()
            .filter(entry -> entry.path().toString().equals(path))
            .map(Entry.File.class::cast)
            .findFirst()
            .orElseThrow(() -> new AssertionError(path + " is not there"));
    try (ObjectStores stores = new ObjectStores()) {
      PackSource packs = new StorePacks(stores.open(URI.create(TestVersion.store())));
      try (InputStream bytes = new ExtentReader(packs).stream(file.extents(), 0, file.size())) {
        assertThat(bytes.readAllBytes()).isEqualTo(content);
      }
      return new Stored(file.size(), file.digest(), file.executable(), chunks(packs, file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Digest> chunks(PackSource packs, Entry.File file) throws IOException {
    List<Digest> chunks = new ArrayList<>();
    for (Extent extent : file.extents()) {
      PackIndex index =
          PackIndex.read(packs, extent.pack(), packs.length(extent.pack()).orElseThrow());
      index.slots().subList(extent.firstSlot(), extent.firstSlot() + extent.count()).stream()
          .map(slot -> slot.chunk())
          .forEach(chunks::add);
    }
    return chunks;
  }

  /** What the same bytes become that are put at once, in another domain. */
  static Stored ofPut(byte[] content) {
    TestVersion version = TestVersion.fresh();
    Answer answer =
        version.send(
            "PUT", "/v1/drafts/" + version.id() + "/files/f", BodyPublishers.ofByteArray(content));
    assertThat(answer.status()).isEqualTo(201);
    return of(version, "f", content);
  }
}
