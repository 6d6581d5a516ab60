package io.lamella.metadata.ingest;

import io.lamella.contracts.rest.Failure;
import io.lamella.kit.outbox.OutboxEvent;

/** What pipelines are told of that which became no ingest. */
public final class Refusals {
  private Refusals() {}

  /** An answer without a key. */
  public static OutboxEvent told(Failure failure) {
    return Results.refused(null, failure);
  }
}
