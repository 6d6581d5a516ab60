package io.lamella.sdk.link;

import io.lamella.content.Digest;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.home.LamellaHome;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * What the bytes behind pins were, once they had been read on this machine: so that an etag tells
 * as much as a digest from then on. A loss costs only that they are read again.
 */
final class RememberedDigests {
  private static final String KIND = "links";

  private final LamellaHome home;

  RememberedDigests(LamellaHome home) {
    this.home = home;
  }

  /** The link with size and digest, where they are known. */
  Entry.Link resolved(Entry.Link link) throws IOException {
    if (link.pin() == null || (link.digest() != null && link.size() >= 0)) {
      return link;
    }
    try {
      String[] words = Files.readString(home.place(KIND, words(link))).strip().split(" ");
      Digest digest = Digest.parse(words[0]);
      return new Entry.Link(
          link.path(), link.uri(), Long.parseLong(words[1]), link.pin(), digest, link.mtimeNanos());
    } catch (NoSuchFileException
        | CharacterCodingException
        | IllegalArgumentException
        | ArrayIndexOutOfBoundsException e) {
      return link;
    }
  }

  void remember(Entry.Link link, long size, Digest digest) throws IOException {
    if (link.pin() == null || (link.digest() != null && link.size() >= 0)) {
      return;
    }
    Path file = home.file(KIND, words(link));
    Path draft = file.resolveSibling(file.getFileName() + "." + UUID.randomUUID());
    Files.writeString(draft, digest.hex() + " " + size);
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
  }

  private static String[] words(Entry.Link link) {
    return new String[] {link.uri(), String.valueOf(link.pin()), Long.toString(link.size())};
  }
}
