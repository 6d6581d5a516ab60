package io.lamella.metadata.reference;

import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.version.Catalog;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/** From a reference to the version that it means. */
@Path("/v1/resolve")
@Tag(name = "Versions")
public class ResolveResource {
  private final Resolver resolver;
  private final Catalog catalog;
  private final CurrentCaller caller;

  @Inject
  ResolveResource(Resolver resolver, Catalog catalog, CurrentCaller caller) {
    this.resolver = resolver;
    this.catalog = catalog;
    this.caller = caller;
  }

  @GET
  @Operation(summary = "The version that a reference means, with a ticket")
  public Uni<VersionView> resolve(
      @QueryParam("ref") @Nullable String ref,
      @QueryParam("unfinished") @DefaultValue("false") boolean unfinished) {
    Caller who = caller.get();
    if (ref == null) {
      throw Rules.invalid("say which version: ?ref=project/name@1.0.0");
    }
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        resolver
                            .find(session, ref, null, unfinished)
                            .chain(id -> catalog.show(session, id, who))));
  }
}
