package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Objects of one kind of address. Safe for use by several threads. */
interface LinkStore {
  /**
   * What lies there now: an object, or all of them beneath a folder, where that is known.
   *
   * @throws BadLinkException when it cannot be linked to
   */
  List<Pin> find(LinkAddress address) throws IOException;

  /**
   * Looks whether the object is what was pinned.
   *
   * @throws LinkFailure when it is not
   */
  void check(Entry.Link link) throws IOException;

  /** {@link #check} for what tells nothing of itself: all of it is read. */
  default void checkByReading(Entry.Link link) throws IOException {
    try (InputStream in = open(link)) {
      Digest digest = Hashed.of(in);
      if (link.digest() != null && !digest.equals(link.digest())) {
        throw LinkFailure.changed(link, "sha256 " + digest);
      }
    }
  }

  /**
   * Opens an object. Its stream ends only when as many bytes came as there should be.
   *
   * @throws LinkFailure when it is not what was pinned, also from the stream
   * @throws BrokenException when another try may help, also from the stream
   */
  InputStream open(Entry.Link link) throws IOException;

  /**
   * A folder of such addresses, to put files into.
   *
   * @throws BadLinkException when files cannot be put there
   */
  ObjectFolder folder(LinkAddress address);

  /** Whether {@link #delete} can delete such objects. */
  default boolean canDelete() {
    return false;
  }

  /** Deletes an object; what stood in the way, or null. */
  default @Nullable String delete(Entry.Link link) throws IOException {
    return "it cannot be deleted";
  }
}
