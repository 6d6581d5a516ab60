package io.lamella.metadata.info;

import static java.time.format.DateTimeFormatter.RFC_1123_DATE_TIME;

import io.lamella.contracts.rest.CallerView;
import io.lamella.contracts.rest.ServerInfo;
import io.lamella.kit.caller.Caller;
import io.lamella.kit.caller.CurrentCaller;
import io.lamella.kit.storage.Storages;
import io.smallrye.common.annotation.NonBlocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jboss.resteasy.reactive.RestResponse;
import org.jboss.resteasy.reactive.RestResponse.ResponseBuilder;

/** What this server is, and who asks it. */
@Path("/v1")
@Tag(name = "Server")
@NonBlocking
public class InfoResource {
  private final ServerInfo info;
  private final CurrentCaller caller;

  @Inject
  InfoResource(
      @ConfigProperty(name = "quarkus.application.version") String version,
      AddressConfig addresses,
      Storages storages,
      CurrentCaller caller) {
    this.info =
        new ServerInfo(
            version,
            addresses.uploads().orElse(List.of()),
            addresses.caches().orElse(List.of()),
            storages.byName());
    this.caller = caller;
  }

  @GET
  @Path("/info")
  @Operation(
      summary = "The software's version, the direct addresses of the data planes, the stores")
  public RestResponse<ServerInfo> info() {
    return ResponseBuilder.ok(info)
        .header("Date", RFC_1123_DATE_TIME.format(ZonedDateTime.now(ZoneOffset.UTC)))
        .build();
  }

  @GET
  @Path("/whoami")
  @Operation(summary = "Who the caller is to this server")
  public CallerView whoami() {
    Caller who = caller.get();
    return new CallerView(who.name(), who.role().name().toLowerCase(Locale.ROOT));
  }
}
