package io.lamella.content.manifest;

import io.lamella.content.Digest;
import io.lamella.content.pack.Extent;
import io.lamella.contracts.RootRef;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** The root segment of a manifest: its id, and the extent where it is stored. */
public record Root(Digest id, Extent address) {
  private static final int FORMAT_VERSION = 1;

  /** The version digest: SHA-256 over (format version, root id). */
  public Digest versionDigest() {
    ByteBuffer said = ByteBuffer.allocate(4 + Digest.LENGTH).order(ByteOrder.LITTLE_ENDIAN);
    said.putInt(FORMAT_VERSION);
    id.write(said);
    return Digest.of(said.flip());
  }

  public RootRef toRef() {
    return new RootRef(id.hex(), address.toRef());
  }

  public static Root of(RootRef ref) {
    return new Root(Digest.parse(ref.id()), Extent.of(ref.address()));
  }
}
