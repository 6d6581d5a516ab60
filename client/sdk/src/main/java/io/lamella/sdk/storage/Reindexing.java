package io.lamella.sdk.storage;

import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.PacksFound;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Call;
import io.lamella.sdk.server.Connection;
import io.lamella.sdk.server.Plane;
import io.lamella.sdk.server.Query;
import io.lamella.sdk.version.HeldTicket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

/**
 * Makes the server know again what lies in a store, after its database was lost or is older than
 * the store. For administrators.
 */
public final class Reindexing {
  private static final int PARTS = 256;
  private static final Duration LONGEST = Duration.ofMinutes(30);

  private final Connection connection;

  public Reindexing(Connection connection) {
    this.connection = connection;
  }

  /** What is looked at for a version: the same for all that share chunks. */
  public String place(VersionView view) {
    return new HeldTicket(view, () -> view).ticket().domain();
  }

  /**
   * Looks at all packs that lie where a version has stored its own; interrupted, it can be begun
   * again, and passes quickly over what is known.
   *
   * @param view an answer about the version, with its ticket
   * @param renewal asks for it again
   * @param progress is told what was found so far, and how many of 256 parts were looked at
   * @throws LamellaException {@code forbidden} when the caller is no administrator
   */
  public PacksFound of(
      VersionView view, Supplier<VersionView> renewal, BiConsumer<PacksFound, Integer> progress) {
    HeldTicket held = new HeldTicket(view, renewal);
    PacksFound sum = PacksFound.NONE;
    for (int part = 0; part < PARTS; part++) {
      String path =
          new Query("/v1/packs/reindex").with("prefix", "%02x".formatted(part)).toString();
      PacksFound found =
          held.with(
              ticket ->
                  connection.json(
                      Call.of(Plane.UPLOADS, "POST", path)
                          .header(Ticket.HEADER, ticket)
                          .timeout(LONGEST),
                      PacksFound.class));
      sum = plus(sum, found);
      progress.accept(sum, part + 1);
    }
    return sum;
  }

  /** What two looks found together. */
  public static PacksFound plus(PacksFound one, PacksFound other) {
    List<String> damaged = new ArrayList<>(one.damaged());
    damaged.addAll(other.damaged());
    return new PacksFound(
        one.packs() + other.packs(),
        one.added() + other.added(),
        one.chunks() + other.chunks(),
        one.bytes() + other.bytes(),
        damaged);
  }
}
