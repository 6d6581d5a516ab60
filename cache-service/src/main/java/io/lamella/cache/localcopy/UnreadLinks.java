package io.lamella.cache.localcopy;

import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.localcopy.LinkSource;
import io.lamella.content.manifest.Entry;
import java.io.IOException;

/**
 * A service reads no addresses that whoever wrote a version has put there; links are for clients.
 */
final class UnreadLinks implements LinkSource {
  @Override
  public Entry.Link resolved(Entry.Link link) {
    return link;
  }

  @Override
  public void read(Entry.Link link, Reading reading) throws IOException {
    throw LinkFailure.missing(link, "its bytes are not here");
  }
}
