package io.lamella.cache.contents;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.lamella.cache.stream.Answering;
import io.lamella.cache.stream.Failures;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.problem.Problems;
import io.lamella.kit.ticket.TicketReader;
import io.quarkus.arc.All;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/** The addresses {@code /v1/contents/{version}/<what>/...}; each needs a ticket of the version. */
@ApplicationScoped
public class ContentsRoutes {
  private static final int VERSION = 2;
  private static final int WHAT = 3;

  private final Map<String, Content> contents;
  private final TicketReader tickets;
  private final Answering answering;

  @Inject
  ContentsRoutes(@All List<Content> contents, TicketReader tickets, Answering answering) {
    this.contents =
        contents.stream().collect(toUnmodifiableMap(Content::name, Function.identity()));
    this.tickets = tickets;
    this.answering = answering;
  }

  void register(@Observes Router router) {
    router.route("/v1/contents/*").handler(this::handle);
  }

  private void handle(RoutingContext request) {
    try {
      List<String> parts = RawPath.parts(request.request().uri());
      Content content = content(parts);
      requireMethod(request, content);
      Asked asked =
          new Asked(
              tickets.of(request).orElseThrow(ContentsRoutes::noTicket),
              parts.subList(WHAT + 1, parts.size()),
              request.request().headers(),
              request.queryParams());
      requireReading(asked.ticket(), parts.get(VERSION));
      answering.answer(request, content.name(), () -> content.answer(asked));
    } catch (LamellaException | InvalidPathException e) {
      Problems.answer(request, Failures.meaningOf(e));
    }
  }

  private Content content(List<String> parts) {
    Content content = parts.size() > WHAT ? contents.get(parts.get(WHAT)) : null;
    if (content == null) {
      throw new LamellaException(
          ErrorCode.NOT_FOUND,
          "A version's content has "
              + String.join(", ", contents.keySet().stream().sorted().toList()));
    }
    return content;
  }

  private static void requireMethod(RoutingContext request, Content content) {
    HttpMethod method = request.request().method();
    boolean head = method == HttpMethod.HEAD && content.method().equals("GET");
    if (!head && !method.name().equals(content.method())) {
      String allowed = content.method().equals("GET") ? "GET, HEAD" : content.method();
      request.response().putHeader("Allow", allowed);
      throw new LamellaException(ErrorCode.METHOD_NOT_ALLOWED, "This address takes " + allowed);
    }
  }

  private static LamellaException noTicket() {
    return new LamellaException(
        ErrorCode.TICKET_REQUIRED,
        "Send the version's ticket (GET /v1/versions/{id} has one) in the header "
            + Ticket.HEADER
            + ", or go through /v1/versions/{id}/files/...");
  }

  private static void requireReading(Ticket ticket, String version) {
    if (!ticket.version().equals(uuid(version))) {
      throw new LamellaException(ErrorCode.TICKET_INVALID, "The ticket is of another version");
    }
    if (!ticket.rights().contains(Ticket.Right.READ)) {
      throw new LamellaException(ErrorCode.FORBIDDEN, "The ticket gives no right to read");
    }
  }

  private static UUID uuid(String text) {
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      throw new LamellaException(ErrorCode.NOT_FOUND, "No version id: " + text, e);
    }
  }
}
