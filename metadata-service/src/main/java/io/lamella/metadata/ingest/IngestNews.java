package io.lamella.metadata.ingest;

import io.lamella.contracts.event.IngestLoaded;
import io.lamella.contracts.event.IngestProgressed;
import io.lamella.metadata.operation.Changes;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** What upload-service tells of ingests. */
@ApplicationScoped
public class IngestNews {
  private final Ingests ingests;
  private final Steps steps;
  private final Changes changes;

  @Inject
  IngestNews(Ingests ingests, Steps steps, Changes changes) {
    this.ingests = ingests;
    this.steps = steps;
    this.changes = changes;
  }

  /** How far one has come. */
  public Uni<Void> progressed(IngestProgressed news) {
    return ingests.progressed(news).invoke(() -> changes.changed(news.ingest()));
  }

  /** That one has ended there. */
  public Uni<Void> loaded(IngestLoaded news) {
    return ingests.loaded(news).chain(() -> steps.next(news.ingest()));
  }
}
