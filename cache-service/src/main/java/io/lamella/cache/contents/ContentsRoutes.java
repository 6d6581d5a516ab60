package io.lamella.cache.contents;

import static java.util.stream.Collectors.toUnmodifiableMap;

import io.lamella.cache.CacheConfig;
import io.lamella.cache.Role;
import io.lamella.cache.manifest.Manifests;
import io.lamella.cache.pack.Packs;
import io.lamella.cache.pack.ReadPacks;
import io.lamella.cache.stream.Answer;
import io.lamella.cache.stream.Answering;
import io.lamella.cache.stream.Failures;
import io.lamella.content.CorruptedException;
import io.lamella.content.manifest.InvalidPathException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.problem.Problems;
import io.lamella.kit.ticket.TicketReader;
import io.quarkus.arc.All;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * The addresses {@code /v1/contents/{version}/<what>/...} and {@code /v1/previews/...}; each needs
 * a ticket of the version. A process answers those of its roles.
 */
@ApplicationScoped
public class ContentsRoutes {
  private static final Map<String, Role> PLANES =
      Map.of("contents", Role.SERVE, "previews", Role.PREVIEW);

  private static final int PLANE = 1;
  private static final int VERSION = 2;
  private static final int WHAT = 3;

  private record Key(Role role, String name) {}

  private final Map<Key, Content> contents;
  private final TicketReader tickets;
  private final Answering answering;
  private final Packs packs;
  private final Manifests manifests;

  @Inject
  ContentsRoutes(
      @All List<Content> contents,
      TicketReader tickets,
      Answering answering,
      Packs packs,
      Manifests manifests,
      CacheConfig config) {
    this.contents =
        contents.stream()
            .filter(content -> config.roles().contains(content.role()))
            .collect(
                toUnmodifiableMap(
                    content -> new Key(content.role(), content.name()), Function.identity()));
    this.tickets = tickets;
    this.answering = answering;
    this.packs = packs;
    this.manifests = manifests;
  }

  void register(@Observes Router router) {
    PLANES.keySet().forEach(plane -> router.route("/v1/" + plane + "/*").handler(this::handle));
  }

  private void handle(RoutingContext request) {
    try {
      List<String> parts = RawPath.parts(request.request().uri());
      Content content = content(parts);
      requireMethod(request, content);
      Ticket ticket = tickets.of(request).orElseThrow(ContentsRoutes::noTicket);
      requireReading(ticket, parts.get(VERSION));
      ReadPacks source = packs.source(ticket.domains());
      Asked asked =
          new Asked(
              ticket,
              source,
              parts.subList(WHAT + 1, parts.size()),
              headers(request),
              request.queryParams());
      answering.answer(request, content.name(), () -> guarded(content, asked, source));
    } catch (LamellaException | InvalidPathException e) {
      Problems.answer(request, Failures.meaningOf(e));
    }
  }

  /** Makes the answer; what turns out damaged is fetched anew for the next one who asks. */
  private Answer guarded(Content content, Asked asked, ReadPacks source) throws IOException {
    GuardedPieces.Guard guard =
        () -> {
          source.distrust();
          manifests.distrust(asked.ticket());
        };
    try {
      Answer answer = content.answer(asked);
      return answer instanceof Answer.Body body
          ? new Answer.Body(
              body.status(), body.headers(), body.length(), new GuardedPieces(body.pieces(), guard))
          : answer;
    } catch (CorruptedException e) {
      guard.damaged();
      throw e;
    }
  }

  private Content content(List<String> parts) {
    Role role = PLANES.get(parts.get(PLANE));
    Content content =
        role != null && parts.size() > WHAT ? contents.get(new Key(role, parts.get(WHAT))) : null;
    if (content == null) {
      List<String> names =
          contents.keySet().stream()
              .filter(key -> key.role() == role)
              .map(Key::name)
              .sorted()
              .toList();
      throw new LamellaException(
          ErrorCode.NOT_FOUND,
          names.isEmpty()
              ? "This process has another role"
              : "A version's content has " + String.join(", ", names));
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

  /** The headers that count: a range is of the bytes that are sent, and HEAD has none. */
  private static MultiMap headers(RoutingContext request) {
    MultiMap headers = request.request().headers();
    return request.request().method() == HttpMethod.HEAD
        ? HttpHeaders.headers().addAll(headers).remove("Range")
        : headers;
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
