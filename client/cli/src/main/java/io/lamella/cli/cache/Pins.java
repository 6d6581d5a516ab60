package io.lamella.cli.cache;

import io.lamella.cli.output.Objects;
import io.lamella.cli.reference.Target;
import io.lamella.cli.session.Session;
import io.lamella.content.localcopy.LocalCopies;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import java.io.IOException;
import java.util.List;

/** Pins local copies, and lets them go. */
final class Pins {
  private Pins() {}

  static int set(Session session, String copy, boolean pinned) throws IOException {
    try (LocalCopies copies = session.copies()) {
      List<String> ids = ids(session, copies, copy);
      for (String id : ids) {
        copies.pin(id, pinned);
        session
            .output()
            .report(Objects.of("id", id, "pinned", pinned), id + (pinned ? " stays" : " may go"));
      }
      return 0;
    }
  }

  private static List<String> ids(Session session, LocalCopies copies, String copy)
      throws IOException {
    List<LocalCopies.Cached> all = copies.list();
    if (all.stream().anyMatch(one -> one.id().equals(copy))) {
      return List.of(copy);
    }
    String digest = new Target(session).resolve(copy).digest();
    List<String> ids =
        all.stream()
            .filter(one -> one.versionDigest().equals(digest))
            .map(LocalCopies.Cached::id)
            .toList();
    if (ids.isEmpty()) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "this machine has no copy of " + copy);
    }
    return ids;
  }
}
