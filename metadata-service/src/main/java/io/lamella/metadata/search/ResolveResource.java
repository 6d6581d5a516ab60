package io.lamella.metadata.search;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.VersionView;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.metadata.limit.Rules;
import io.lamella.metadata.reference.Resolver;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Version;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.QueryParam;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.hibernate.reactive.mutiny.Mutiny;
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
    if (ref == null ? filter.saysNothing() : ref.isBlank()) {
      throw Rules.invalid(
          "say which version: ?ref=project/name@1.0.0, or any of project, name, number, tags, ids,"
              + " states, published, createdBy, createdAfter, createdBefore, metadata and"
              + " includeArchived");
    }
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        (ref != null
                                ? named(session, ref, filter.unfinished())
                                : search
                                    .highest(session, filter)
                                    .chain(id -> catalog.load(session, id)))
                            .chain(version -> catalog.show(session, version, who))));
  }

  private Uni<Version> named(Mutiny.Session session, String ref, boolean unfinished) {
    return resolver
        .find(session, ref, null, unfinished)
        .chain(id -> catalog.load(session, id))
        .invoke(
            version -> {
              if (!unfinished && !version.state.isSealed()) {
                throw new LamellaException(
                    ErrorCode.VERSION_NOT_FOUND,
                    version.display()
                        + " is "
                        + version.state
                        + "; say unfinished=true to find it all the same");
              }
            });
  }
}
