package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Objects of web servers; pinned by size and strong etag, else by when they were changed, else,
 * when a server tells neither, by the SHA-256 of all their bytes.
 */
final class HttpObjects implements LinkStore {
  private static final Set<Integer> GONE = Set.of(404, 410);

  private final LinkPatience patience;
  private final Attempts attempts;

  HttpObjects(LinkPatience patience, Attempts attempts) {
    this.patience = patience;
    this.attempts = attempts;
  }

  /** What a server says of an object. */
  private record Head(long size, @Nullable String tag, long mtimeNanos) {}

  @Override
  public List<Pin> find(LinkAddress address) throws IOException {
    HttpAnswer.checkHasServer(address.uri());
    String name = address.name();
    try {
      return List.of(
          attempts.of(
              address.uri(),
              () -> {
                Head head = head(address);
                Digest digest = null;
                long size = head.size();
                if (head.tag() == null) {
                  try (HttpBody body = body(address)) {
                    digest = Hashed.of(body);
                    size = body.count();
                  }
                }
                return new Pin(address.text(), name, size, head.tag(), digest, head.mtimeNanos());
              }));
    } catch (BrokenException e) {
      throw BadLinkException.nothing(address, "cannot be reached: " + e.getMessage());
    }
  }

  private HttpBody body(LinkAddress address) throws IOException {
    HttpAnswer answer = HttpAnswer.ask("GET", address.uri(), null, patience);
    if (answer.status() != 200) {
      answer.close();
      throw BadLinkException.nothing(address, "the server answers " + answer.status());
    }
    return new HttpBody(answer, null, patience);
  }

  private Head head(LinkAddress address) throws IOException {
    try (HttpAnswer answer = HttpAnswer.ask("HEAD", address.uri(), null, patience)) {
      if (GONE.contains(answer.status())) {
        throw BadLinkException.nothing(address, "the server answers " + answer.status());
      }
      if (answer.status() == 200 && answer.size() >= 0) {
        return new Head(answer.size(), answer.tag(), answer.mtimeNanos());
      }
    }
    return firstByte(address);
  }

  /** Some servers answer no HEAD, or not as they would answer a GET. */
  private Head firstByte(LinkAddress address) throws IOException {
    try (HttpAnswer answer = HttpAnswer.ask("GET", address.uri(), "bytes=0-0", patience)) {
      boolean isEmpty = answer.status() == 416 && answer.size() == 0;
      if (answer.status() != 200 && answer.status() != 206 && !isEmpty) {
        throw BadLinkException.nothing(address, "the server answers " + answer.status());
      }
      return new Head(answer.size(), answer.tag(), answer.mtimeNanos());
    }
  }

  @Override
  public void check(Entry.Link link) throws IOException {
    LinkAddress address = LinkAddress.of(link.uri());
    if (link.pin() == null) {
      checkByReading(link);
      return;
    }
    try (HttpAnswer answer = HttpAnswer.ask("HEAD", address.uri(), null, patience)) {
      if (GONE.contains(answer.status())) {
        throw LinkFailure.missing(link, "the server answers " + answer.status());
      }
      if (answer.status() == 200 && (answer.size() >= 0 || link.size() < 0)) {
        compare(link, answer);
        return;
      }
    } catch (BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    }
    try (HttpAnswer answer = HttpAnswer.ask("GET", address.uri(), "bytes=0-0", patience)) {
      boolean isEmpty = answer.status() == 416 && answer.size() == 0;
      if (answer.status() != 200 && answer.status() != 206 && !isEmpty) {
        throw LinkFailure.missing(link, "the server answers " + answer.status());
      }
      compare(link, answer);
    } catch (BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    }
  }

  /** A server that tells no tag any more cannot say that it is the same object. */
  private static void compare(Entry.Link link, HttpAnswer answer) throws LinkFailure {
    String pin = link.pin();
    String now = pin == null ? null : answer.like(pin);
    if (pin != null && !pin.equals(now)) {
      throw LinkFailure.changed(link, now == null ? "the server does not say which it is" : now);
    }
    if (link.size() >= 0 && answer.size() >= 0 && answer.size() != link.size()) {
      throw LinkFailure.changed(link, answer.size() + " bytes");
    }
  }

  @Override
  public ObjectFolder folder(LinkAddress address) {
    throw new BadLinkException(
        address.text() + ": files cannot be put there; name a folder as file:///path/to/folder");
  }

  @Override
  public InputStream open(Entry.Link link) throws IOException {
    HttpAnswer answer;
    try {
      answer = HttpAnswer.ask("GET", LinkAddress.of(link.uri()).uri(), null, patience);
    } catch (BadLinkException e) {
      throw LinkFailure.missing(link, String.valueOf(e.getMessage()));
    }
    boolean opened = false;
    try {
      if (answer.status() != 200) {
        throw LinkFailure.missing(link, "the server answers " + answer.status());
      }
      compare(link, answer);
      HttpBody body = new HttpBody(answer, link, patience);
      opened = true;
      return body;
    } finally {
      if (!opened) {
        answer.close();
      }
    }
  }
}
