package io.lamella.metadata.ingest;

import io.lamella.contracts.VersionId;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.core.UriInfo;
import java.util.UUID;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/** A stream has said that all is well before its first event; so the ingest is read before. */
class KnownIngestFilter {
  private final Ingests ingests;

  @Inject
  KnownIngestFilter(Ingests ingests) {
    this.ingests = ingests;
  }

  @KnownIngest
  @ServerRequestFilter
  Uni<Void> check(UriInfo uri) {
    String text = uri.getPathParameters().getFirst("id");
    UUID id =
        VersionId.parse(text)
            .orElseThrow(
                () ->
                    new LamellaException(ErrorCode.INGEST_NOT_FOUND, "there is no ingest " + text));
    return ingests.get(id).replaceWithVoid();
  }
}
