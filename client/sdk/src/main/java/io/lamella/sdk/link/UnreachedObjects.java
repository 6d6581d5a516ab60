package io.lamella.sdk.link;

import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Objects of buckets, which need a store of their kind that is not there. */
final class UnreachedObjects implements LinkStore {
  private final String scheme;

  UnreachedObjects(String scheme) {
    this.scheme = scheme;
  }

  @Override
  public List<Pin> find(LinkAddress address) throws IOException {
    throw new BadLinkException(
        address.text() + ": " + why() + "; link to the object's https: address instead");
  }

  @Override
  public void check(Entry.Link link) throws IOException {
    throw LinkFailure.missing(link, why());
  }

  @Override
  public InputStream open(Entry.Link link) throws IOException {
    throw LinkFailure.missing(link, why());
  }

  @Override
  public ObjectFolder folder(LinkAddress address) {
    throw new BadLinkException(address.text() + ": " + why());
  }

  private String why() {
    return scheme + ": needs a store of that kind, which this version of Lamella cannot reach";
  }
}
