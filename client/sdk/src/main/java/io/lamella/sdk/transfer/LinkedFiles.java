package io.lamella.sdk.transfer;

import io.lamella.content.Digest;
import io.lamella.content.localcopy.LinkFailure;
import io.lamella.content.manifest.Entry;
import io.lamella.sdk.folder.Scanned;
import io.lamella.sdk.folder.Stamp;
import io.lamella.sdk.link.ExternalLinks;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells of files at the paths of links whether they are what the links were pinned to. What cannot
 * be known to be so is not.
 */
final class LinkedFiles {
  private final ExternalLinks links;
  private final Tally tally;

  LinkedFiles(ExternalLinks links, Tally tally) {
    this.links = links;
    this.tally = tally;
  }

  /**
   * The digest of the file, when it is what was pinned; else null.
   *
   * @param known the file's digest, when it is known without reading it
   */
  @Nullable Digest ifSame(Scanned.File file, Entry.Link link, @Nullable Digest known)
      throws IOException {
    if (link.size() >= 0 && link.size() != file.stamp().size()) {
      return null;
    }
    Digest pinned;
    try {
      pinned = links.digest(link);
    } catch (LinkFailure e) {
      tally.notes.add(
          file.source()
              + ": the link at its path cannot be read ("
              + e.problem().actual()
              + "); it is taken as a file");
      return null;
    }
    Digest is = known == null ? digest(file) : known;
    return is != null && pinned.equals(is) ? is : null;
  }

  /** Null when the file is not what was found any more. */
  private @Nullable Digest digest(Scanned.File file) throws IOException {
    Digest digest = tally.hash(file);
    return Stamp.of(file.source(), false).equals(file.stamp()) ? digest : null;
  }
}
