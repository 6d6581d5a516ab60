package io.lamella.sdk.link;

import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer: it ends only when all of it came, and what a network does to it is a
 * {@link BrokenException}.
 */
final class HttpBody extends InputStream {
  private final HttpAnswer answer;
  private final InputStream in;
  private final Entry.@Nullable Link link;
  private final LinkPatience patience;
  private long count;

  /**
   * @param link whose bytes they are; null: of something that is only being pinned
   */
  HttpBody(HttpAnswer answer, Entry.@Nullable Link link, LinkPatience patience)
      throws BrokenException {
    this.answer = answer;
    this.link = link;
    this.patience = patience;
    try {
      this.in = answer.body();
    } catch (IOException e) {
      throw HttpAnswer.broken(e, patience);
    }
  }

  /** Bytes read so far. */
  long count() {
    return count;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int from, int length) throws IOException {
    int read;
    try {
      read = in.read(target, from, length);
    } catch (IOException e) {
      throw HttpAnswer.broken(e, patience);
    }
    count += Math.max(0, read);
    if (read < 0) {
      end();
    }
    if (link != null && link.size() >= 0 && count > link.size()) {
      throw LinkFailure.changed(link, "more than " + link.size() + " bytes");
    }
    return read;
  }

  private void end() throws IOException {
    answer.wasRead();
    if (count < answer.size()) {
      throw new BrokenException(
          "it was cut off after " + count + " of " + answer.size() + " bytes");
    }
    if (link != null && link.size() >= 0 && count != link.size()) {
      throw LinkFailure.changed(link, count + " bytes");
    }
  }

  /** What is left of it is not waited for. */
  @Override
  public void close() {
    answer.close();
  }
}
