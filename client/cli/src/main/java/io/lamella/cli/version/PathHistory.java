package io.lamella.cli.version;

import io.lamella.cli.session.Session;
import io.lamella.content.manifest.Entry;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.contents.VersionContents;
import java.io.IOException;
import java.util.Optional;

/** Which versions changed a path. */
final class PathHistory {
  private PathHistory() {}

  /** True when the version has the path otherwise than its parent, or has it no more. */
  static boolean changed(Session session, VersionView listed, EntryPath path) throws IOException {
    VersionView view = session.client().versions().get(listed.id());
    VersionContents contents = session.client().contents(view);
    Manifest parent = contents.parent();
    Optional<Entry> now = contents.manifest().find(path);
    Optional<Entry> before = parent == null ? Optional.empty() : parent.find(path);
    return now.isPresent() != before.isPresent()
        || (now.isPresent() && before.isPresent() && !now.get().sameContent(before.get()));
  }
}
