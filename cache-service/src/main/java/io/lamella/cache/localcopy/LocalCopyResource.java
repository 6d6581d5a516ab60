package io.lamella.cache.localcopy;

import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.stream.Failures;
import io.lamella.content.manifest.EntryPath;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.content.manifest.Manifest;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.LocalCopyRequest;
import io.lamella.contracts.rest.LocalCopyView;
import io.lamella.contracts.rest.Page;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.ticket.TicketReader;
import io.smallrye.common.annotation.Blocking;
import jakarta.inject.Inject;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.net.URI;
import org.jspecify.annotations.Nullable;

/** {@code /v1/local-copies}: folders on this node. */
@Path("/v1/local-copies")
@Blocking
public class LocalCopyResource {
  private final LocalCopyJobs jobs;
  private final TicketReader tickets;
  private final Manifests manifests;

  @Inject
  LocalCopyResource(LocalCopyJobs jobs, TicketReader tickets, Manifests manifests) {
    this.jobs = jobs;
    this.tickets = tickets;
    this.manifests = manifests;
  }

  /** Asks for a copy; the same wish is the same copy. */
  @POST
  public Response want(@Nullable LocalCopyRequest request) throws IOException {
    if (request == null || request.ticket() == null) {
      throw new LamellaException(
          ErrorCode.TICKET_REQUIRED, "Send the version's ticket in the body's field ticket");
    }
    Ticket ticket = tickets.read(request.ticket());
    if (!ticket.rights().contains(Ticket.Right.READ)) {
      throw new LamellaException(ErrorCode.FORBIDDEN, "The ticket gives no right to read");
    }
    Manifest manifest = manifests.of(ticket);
    EntryPath prefix = prefix(request.prefix());
    if (prefix != null) {
      requirePresent(prefix, manifest, ticket);
    }
    LocalCopyView view =
        jobs.want(
            ticket.version(), manifest.root().toRef(), ticket.domains(), prefix, request.verify());
    return Response.accepted(view).location(URI.create("/v1/local-copies/" + view.id())).build();
  }

  private void requirePresent(EntryPath prefix, Manifest manifest, Ticket ticket)
      throws IOException {
    try {
      if (manifest.totals(prefix).entries() == 0 && manifest.find(prefix).isEmpty()) {
        throw new LamellaException(ErrorCode.PATH_NOT_FOUND, "The version has no " + prefix);
      }
    } catch (IOException e) {
      if (Failures.meaningOf(e) instanceof LamellaException damaged) {
        manifests.distrust(ticket);
        throw damaged;
      }
      throw e;
    }
  }

  @GET
  public Page<LocalCopyView> list() {
    return new Page<>(jobs.list(), null);
  }

  @GET
  @Path("{id}")
  public LocalCopyView get(@PathParam("id") String id) {
    return jobs.view(id)
        .orElseThrow(
            () -> new LamellaException(ErrorCode.NOT_FOUND, "There is no local copy " + id));
  }

  @DELETE
  @Path("{id}")
  public void remove(@PathParam("id") String id) throws IOException {
    jobs.remove(id);
  }

  private static @Nullable EntryPath prefix(@Nullable String prefix) {
    try {
      return prefix == null || prefix.isEmpty() ? null : EntryPath.of(prefix);
    } catch (InvalidPathException e) {
      throw new LamellaException(ErrorCode.INVALID_PATH, String.valueOf(e.getMessage()), e);
    }
  }
}
