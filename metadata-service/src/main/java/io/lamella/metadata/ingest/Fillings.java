package io.lamella.metadata.ingest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.event.EventJson;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.UUID;
import org.jboss.logging.Logger;

/** Ingests that other parts of this service ask for. */
@ApplicationScoped
public class Fillings {
  private static final Logger LOG = Logger.getLogger(Fillings.class);

  private final Requests requests;
  private final Steps steps;

  @Inject
  Fillings(Requests requests, Steps steps) {
    this.requests = requests;
    this.steps = steps;
  }

  /**
   * Loads files into an open draft, which stays open. Once begun it goes on by itself.
   *
   * @param sources as in a request
   * @param onError as in a request
   * @param key the same is the same ingest
   * @return id of the ingest
   * @throws LamellaException when such a request is not valid
   */
  public Uni<UUID> start(UUID draft, JsonNode sources, String onError, String key, String by) {
    ObjectNode request = EventJson.MAPPER.createObjectNode();
    request.putObject("target").put("version", draft.toString());
    request.set("sources", sources);
    request.put("finalize", false).put("onError", onError);
    return requests
        .accept(request, null, key, by)
        .call(
            ingest ->
                steps
                    .next(ingest.id())
                    .onFailure()
                    .invoke(e -> LOG.infof("ingest %s waits: %s", ingest.id(), e.getMessage()))
                    .onFailure()
                    .recoverWithNull())
        .map(Ingest::id);
  }
}
