package io.lamella.content.localcopy;

import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;

/** Where the bytes behind external links come from. Safe for use by several threads. */
public interface LinkSource {
  /** Takes the bytes of an object, to their end; from their beginning again after a broken try. */
  @FunctionalInterface
  interface Reading {
    void take(InputStream bytes) throws IOException;
  }

  /** Reaches nothing: links are no part of a local copy. */
  LinkSource NONE =
      new LinkSource() {
        @Override
        public Entry.Link resolved(Entry.Link link) {
          return link;
        }

        @Override
        public void read(Entry.Link link, Reading reading) throws IOException {
          throw LinkFailure.missing(link, "external links are not read here");
        }
      };

  /** The same link with size and digest of what was pinned, where they are known without asking. */
  Entry.Link resolved(Entry.Link link) throws IOException;

  /**
   * Gives the bytes that a link was pinned to: the end of the stream is reached only when all of
   * them came and are what was pinned, as far as the pin tells.
   *
   * @throws LinkFailure when the object is gone, or is another one now
   */
  void read(Entry.Link link, Reading reading) throws IOException;
}
