package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.RootRef;

/** The root segment of a manifest: its id, and the extent where it is stored. */
public record Root(Digest id, Extent address) {
  /** The version digest: SHA-256 over (format version, root id). */
  public Digest versionDigest() {
    throw new UnsupportedOperationException();
  }

  public RootRef toRef() {
    return new RootRef(id.hex(), address.toRef());
  }

  public static Root of(RootRef ref) {
    return new Root(Digest.parse(ref.id()), Extent.of(ref.address()));
  }
}
