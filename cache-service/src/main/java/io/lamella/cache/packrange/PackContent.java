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
import io.lamella.contracts.ticket.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code packs/{domain}/{pack}.{generation}}: a pack or a range of it, raw, as it lies, or for who
 * takes that an address of it in its bucket (307). The one who reads it checks its frames.
 */
@ApplicationScoped
public class PackContent implements Content {
  private static final int PARTS = 2;
  private static final int MARGIN_SECONDS = 60;

  private final Packs packs;
  private final DirectReads direct;

  @Inject
  PackContent(Packs packs, DirectReads direct) {
    this.packs = packs;
    this.direct = direct;
  }

  @Override
  public String name() {
    return "packs";
  }

  @Override
  public Answer answer(Asked asked) throws IOException {
    PackRef pack = pack(asked.parts());
    if (asked.header(Ticket.DIRECT_HEADER).isPresent()) {
      Optional<URI> address = direct.address(pack, asked.ticket());
      if (address.isPresent()) {
        return elsewhere(address.get());
      }
    }
    try {
      return send(asked, pack, packs.find(pack, asked.ticket().domains()));
    } catch (NoSuchObjectException e) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "There is no such pack", e);
    }
  }

  /** Told as good for less than it is, since whoever is told may use it at the last moment. */
  private Answer elsewhere(URI address) {
    long good = Math.max(0, direct.life().toSeconds() - MARGIN_SECONDS);
    return new Answer.Head(
        307, Map.of("Location", address.toString(), "Cache-Control", "private, max-age=" + good));
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
