package io.lamella.metadata.content;

import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.problem.Problems;
import io.lamella.metadata.version.Catalog;
import io.lamella.metadata.version.Tickets;
import io.lamella.metadata.version.Version;
import io.quarkus.hibernate.reactive.panache.Panache;
import io.quarkus.vertx.http.runtime.filters.Filters;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.stream.Collectors;

/**
 * Answers the address of a version's content with the address of its bytes and a ticket: reads go
 * to cache-service, changes of a draft to upload-service. The path is passed on byte for byte, and
 * a body is never read here, so it comes before the limit of bodies.
 */
@ApplicationScoped
public class ContentRedirects {
  /** After the caller is known, before the framework looks at the body. */
  private static final int PRIORITY = 900;

  private static final int TEMPORARY_REDIRECT = 307;

  private final Catalog catalog;
  private final Tickets tickets;

  @Inject
  ContentRedirects(Catalog catalog, Tickets tickets) {
    this.catalog = catalog;
    this.tickets = tickets;
  }

  void register(@Observes Filters filters) {
    filters.register(this::handle, PRIORITY);
  }

  private void handle(RoutingContext context) {
    ContentAddress address = ContentAddress.parse(context.request().uri()).orElse(null);
    if (address == null) {
      context.next();
      return;
    }
    try {
      locate(address, context.request().method(), Caller.of(context))
          .subscribe()
          .with(location -> redirect(context, location), e -> Problems.answer(context, e));
    } catch (LamellaException e) {
      Problems.answer(context, e);
    }
  }

  private Uni<String> locate(ContentAddress address, HttpMethod method, Caller caller) {
    if (!address.methods().contains(method)) {
      throw new LamellaException(
          ErrorCode.METHOD_NOT_ALLOWED,
          "this address takes "
              + address.methods().stream().map(HttpMethod::name).collect(Collectors.joining(", ")));
    }
    boolean reads = ContentAddress.READS.contains(method);
    String plane = address.isPreview() ? "previews" : reads ? "contents" : "drafts";
    return Panache.withSession(
        () ->
            Panache.getSession()
                .chain(
                    session ->
                        catalog
                            .load(session, address.version())
                            .invoke(version -> check(version, !reads))
                            .chain(
                                version ->
                                    catalog
                                        .beginning(session, version)
                                        .map(
                                            beginning ->
                                                address.location(
                                                    plane,
                                                    tickets.write(version, beginning, caller))))));
  }

  private static void check(Version version, boolean changes) {
    version.requireInUse();
    if (changes && version.sealing) {
      throw new LamellaException(
          ErrorCode.SEALING, version.display() + " is being sealed and takes no changes");
    }
    if (changes && version.state != VersionState.UPLOADING) {
      throw new LamellaException(
          ErrorCode.DRAFT_CLOSED,
          version.display()
              + " is "
              + version.state
              + (version.state.isSealed()
                  ? " and never changes: create a version with it as the parent"
                  : " and takes no changes: resume it first"));
    }
    if (!changes && !version.state.isSealed()) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          version.display() + " is " + version.state + ": its files can be read when it is Final");
    }
  }

  private static void redirect(RoutingContext context, String location) {
    HttpServerResponse response = context.response();
    response.setStatusCode(TEMPORARY_REDIRECT).putHeader("Location", location);
    response.putHeader("Cache-Control", "no-store").end();
  }
}
