package io.lamella.cli.files;

import io.lamella.cli.output.ProgressLine;
import io.lamella.cli.session.Session;
import io.lamella.contracts.rest.VersionView;
import io.lamella.sdk.LamellaClient;
import io.lamella.sdk.folder.IncompleteException;
import io.lamella.sdk.transfer.AddRequest;
import io.lamella.sdk.transfer.PendingAdd;
import io.lamella.sdk.transfer.Transferred;
import java.io.IOException;
import java.util.List;

/** Adds that were cut off on this machine. */
public final class Unfinished {
  private Unfinished() {}

  /**
   * Goes on with all of them. Returns pack bytes that were sent.
   *
   * @param readers threads that read and hash
   */
  public static long goOn(Session session, VersionView draft, int readers) throws IOException {
    LamellaClient client = session.client();
    List<AddRequest> pending = PendingAdd.of(session.home(), draft.id());
    long sent = 0;
    for (AddRequest request : pending) {
      session.output().note("going on with an add that was cut off: " + request.files());
      try (ProgressLine progress = session.output().progress()) {
        Transferred done = client.files(draft).add(request, readers, false, progress);
        if (!done.failed().isEmpty()) {
          throw new IncompleteException(
              "not all was added (close --disable-upload goes on without it)", done.failed());
        }
        sent += done.bytesSent();
      }
    }
    return sent;
  }
}
