package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/** Bytes of a link: they end only when all of them are what was pinned. */
final class PinnedStream extends FilterInputStream {
  private final Entry.Link link;
  private final LongConsumer told;
  private final MessageDigest sha = Digest.sha256();
  private long count;
  private @Nullable Digest digest;

  /**
   * @param link with all that is known of it
   * @param told how many bytes were read, each time
   */
  PinnedStream(InputStream in, Entry.Link link, LongConsumer told) {
    super(in);
    this.link = link;
    this.told = told;
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  /** SHA-256 of all of them; what was not taken yet is read. */
  Digest digest() throws IOException {
    byte[] rest = new byte[8192];
    while (digest == null) {
      if (read(rest, 0, rest.length) < 0 && digest == null) {
        throw new IllegalStateException("an end without a digest");
      }
    }
    return digest;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read = super.read(target, from, length);
    if (read > 0) {
      sha.update(target, from, read);
      count += read;
      told.accept(read);
    } else if (read < 0 && digest == null) {
      Digest now = Digest.of(sha);
      if (link.size() >= 0 && count != link.size()) {
        throw LinkFailure.changed(link, count + " bytes");
      }
      if (link.digest() != null && !link.digest().equals(now)) {
        throw LinkFailure.changed(link, "sha256 " + now);
      }
      digest = now;
    }
    return read;
  }
}
