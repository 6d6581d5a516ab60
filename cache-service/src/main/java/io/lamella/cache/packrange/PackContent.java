package io.lamella.cache.packrange;

import io.lamella.cache.contentcache.StoredPack;
import io.lamella.cache.contents.Asked;
import io.lamella.cache.contents.Content;
import io.lamella.cache.download.ByteRange;
import io.lamella.cache.download.CheckedPieces;
import io.lamella.cache.download.Download;
import io.lamella.cache.download.EntityTag;
import io.lamella.cache.pack.Packs;
import io.lamella.cache.stream.Answer;
import io.lamella.content.Digest;
import io.lamella.content.pack.PackRef;
import io.lamella.content.store.NoSuchObjectException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * {@code packs/{domain}/{pack}.{generation}}: a pack or a range of it, raw, as it lies. The one who
 * reads it checks its frames.
 */
@ApplicationScoped
public class PackContent implements Content {
  private static final int PARTS = 2;
  private final Packs packs;

  @Inject
  PackContent(Packs packs) {
    this.packs = packs;
  }

  @Override
  public String name() {
    return "packs";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    PackRef pack = pack(asked.parts());
    try {
      return send(asked, pack, packs.find(pack, asked.ticket().domains()));
    } catch (NoSuchObjectException e) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "There is no such pack", e);
    }
  }

  private static Answer send(Asked asked, PackRef pack, StoredPack stored) throws IOException {
    EntityTag tag = new EntityTag(pack.id().hex() + "." + pack.generation());
    Download download = Download.of(asked, tag, stored.length(), "application/octet-stream");
    Optional<ByteRange> range = download.range();
    if (range.isEmpty()) {
      return new Answer.Head(download.status(), download.headers());
    }
    long from = range.get().from();
    long length = range.get().length();
    Optional<Path> file = stored.file();
    if (file.isPresent()) {
      return new Answer.FileRange(download.status(), download.headers(), file.get(), from, length);
    }
    InputStream in = stored.open(from, length);
    return new Answer.Body(
        download.status(), download.headers(), length, new CheckedPieces(in, length, null));
  }

  private static PackRef pack(List<String> parts) {
    int dot = parts.size() == PARTS ? parts.get(1).lastIndexOf('.') : -1;
    try {
      String id = parts.get(1).substring(0, dot);
      int generation = Integer.parseInt(parts.get(1).substring(dot + 1));
      return new PackRef(parts.get(0), Digest.parse(id), generation);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new LamellaException(
          ErrorCode.INVALID_REQUEST, "A pack's address is packs/{domain}/{pack}.{generation}", e);
    }
  }
}
