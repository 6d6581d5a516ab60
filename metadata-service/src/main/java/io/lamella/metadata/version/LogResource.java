package io.lamella.metadata.version;

import io.lamella.contracts.rest.AppendLines;
import io.lamella.contracts.rest.LogLine;
import io.lamella.contracts.rest.Page;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Paging;
import io.lamella.metadata.limit.Rules;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** What was said about the making of a version. */
@Path("/v1/versions/{id}/log")
@Tag(name = "Versions")
public class LogResource {
  private final VersionLog log;
  private final Paging paging;
  private final CurrentCaller caller;

  @Inject
  LogResource(VersionLog log, Paging paging, CurrentCaller caller) {
    this.log = log;
    this.paging = paging;
    this.caller = caller;
  }

  @POST
  @Operation(
      summary =
          "Append lines to a version's log, in whatever state it is; the newest are kept. Under the"
              + " same Idempotency-Key once")
  public Uni<Void> append(
      UUID id, @Nullable AppendLines lines, @HeaderParam("Idempotency-Key") @Nullable String key) {
    if (lines == null) {
      throw Rules.invalid("send the lines as JSON");
    }
    return log.append(id, lines, key, caller.get().name());
  }

  @GET
  @Operation(
      summary =
          "A version's log, the oldest line that is kept first; after is the number of a line, 0 the"
              + " beginning")
  public Uni<Page<LogLine>> list(
      UUID id,
      @QueryParam("after") @Nullable String after,
      @QueryParam("limit") @Nullable String limit) {
    int most = paging.wanted(null, limit, 0).size();
    long number = after == null ? 0 : number(after);
    return Panache.withSession(
        () -> Panache.getSession().chain(session -> log.page(session, id, number, most)));
  }

  private static long number(String after) {
    try {
      return Long.parseLong(after);
    } catch (NumberFormatException e) {
      throw Rules.invalid("after is the number of a line, not " + after);
    }
  }
}
