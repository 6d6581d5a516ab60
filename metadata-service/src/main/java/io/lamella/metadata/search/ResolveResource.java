package io.lamella.metadata.search;

import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.version.Catalog;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
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
  private final VersionSearch search;
  private final Parameters parameters;
  private final CurrentCaller caller;

  @Inject
  ResolveResource(
      Resolver resolver,
      Catalog catalog,
      VersionSearch search,
      Parameters parameters,
      CurrentCaller caller) {
    this.resolver = resolver;
    this.catalog = catalog;
    this.search = search;
    this.parameters = parameters;
    this.caller = caller;
  }

  @GET
  @Operation(
      summary =
          "The version that a reference means, or the highest that matches a filter, with a ticket")
  public Uni<VersionView> resolve(
      @QueryParam("ref") @Nullable String ref, @BeanParam SearchResource.Query query) {
    Caller who = caller.get();
    VersionFilter filter = query.filter(parameters);
    if (ref == null && query.name == null && filter.tags().isEmpty() && filter.ids().isEmpty()) {
      throw Rules.invalid("say which version: ?ref=project/name@1.0.0, or ?project=...&name=...");
    }
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        (ref != null
                                ? resolver.find(session, ref, null, filter.unfinished())
                                : search.highest(session, filter))
                            .chain(id -> catalog.show(session, id, who))));
  }
}
