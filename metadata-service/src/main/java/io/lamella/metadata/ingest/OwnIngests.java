package io.lamella.metadata.ingest;

import io.lamella.contracts.rest.IngestRequest;
import io.lamella.contracts.rest.IngestView;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.SqlConnection;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;

/** Ingests that this service asks for itself. */
@ApplicationScoped
public class OwnIngests {
  private final Requests requests;
  private final Ingests ingests;
  private final Steps steps;

  @Inject
  OwnIngests(Requests requests, Ingests ingests, Steps steps) {
    this.requests = requests;
    this.ingests = ingests;
    this.steps = steps;
  }

  /**
   * Asks for a new version in the transaction that makes it due; it begins by itself after that,
   * and sooner by {@link #begin}.
   *
   * @param id id that the ingest is to have
   * @return whether it was taken; not when its key came before
   */
  public Uni<Boolean> ask(SqlConnection tx, UUID id, IngestRequest request, String key, String by) {
    return requests.accept(tx, id, request, key, by);
  }

  /** Begins one that was just asked for; who cannot is helped by the sweep. */
  public Uni<Void> begin(UUID id) {
    return steps.begin(id);
  }

  /** Begins another attempt of one that has failed; one that has not stays as it is. */
  public Uni<Void> again(UUID id) {
    return ingests
        .get(id)
        .chain(
            ingest ->
                ingest.state() == Ingest.State.FAILED
                    ? ingests.again(ingest)
                    : Uni.createFrom().item(false))
        .chain(mine -> mine ? steps.begin(id) : Uni.createFrom().voidItem());
  }

  /** Has no more attempts made of one that failed or was cancelled; false: it is not such a one. */
  public Uni<Boolean> giveUp(SqlConnection tx, UUID id) {
    return ingests.giveUp(tx, id);
  }

  /** How one stands. */
  public Uni<IngestView> view(UUID id) {
    return ingests.view(id);
  }
}
