package io.lamella.cache.manifest;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.lamella.cache.CacheConfig;
import io.lamella.cache.pack.Packs;
import io.lamella.cache.pack.ReadPacks;
import io.lamella.content.manifest.Manifest;
import io.lamella.content.manifest.Root;
import io.lamella.content.manifest.SegmentCache;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;

/** Manifests by their roots; the most used stay open, what was read of them in one cache. */
@ApplicationScoped
public class Manifests {
  private record Key(Root root, List<Ticket.Domain> domains) {}

  private record Open(Manifest manifest, ReadPacks packs) {}

  private final Cache<Key, Open> open;
  private final SegmentCache segments;
  private final Packs packs;

  @Inject
  Manifests(CacheConfig config, Packs packs) {
    this.open = Caffeine.newBuilder().maximumSize(config.manifests()).build();
    this.segments = new SegmentCache(config.manifestBytes());
    this.packs = packs;
  }

  /**
   * The manifest of a ticket's version.
   *
   * @throws LamellaException {@code wrong-state} when the version is not sealed
   */
  public Manifest of(Ticket ticket) {
    RootRef root = ticket.root();
    if (root == null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          "The version is "
              + ticket.state()
              + "; its content can be read once it is FINAL (finalize it, then read it again)");
    }
    return of(Root.of(root), ticket.domains());
  }

  /** Reads what is cached of a damaged manifest anew from now on. */
  public void distrust(Ticket ticket) throws IOException {
    RootRef root = ticket.root();
    Open damaged =
        root == null ? null : open.asMap().remove(new Key(Root.of(root), ticket.domains()));
    if (damaged != null) {
      damaged.packs().distrust();
    }
  }

  /** The manifest of a root whose bytes lie in {@code domains}. */
  public Manifest of(Root root, List<Ticket.Domain> domains) {
    return open.get(new Key(root, domains), this::open).manifest();
  }

  private Open open(Key key) {
    ReadPacks source = packs.source(key.domains());
    return new Open(new Manifest(source, key.root(), segments), source);
  }
}
