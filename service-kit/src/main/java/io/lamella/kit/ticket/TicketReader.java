package io.lamella.kit.ticket;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.event.EventJson;
import io.lamella.kit.trace.About;
import io.quarkus.arc.Unremovable;
import io.quarkus.runtime.Startup;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.PublicKey;
import java.time.Clock;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jose4j.jwa.AlgorithmConstraints;
import org.jose4j.jwa.AlgorithmConstraints.ConstraintType;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/**
 * Reads tickets and believes only those that metadata-service signed and that have not expired. A
 * service without the key does not start.
 */
@ApplicationScoped
@Startup
@Unremovable
public class TicketReader {
  private static final int REMEMBERED = 1024;

  private final PublicKey key;
  private final Clock clock;
  private final Map<String, Ticket> checked =
      Collections.synchronizedMap(
          new LinkedHashMap<>(64, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, Ticket> eldest) {
              return size() > REMEMBERED;
            }
          });

  @Inject
  TicketReader(TicketConfig config) {
    this(
        TicketKeys.publicKey(
            config
                .publicKeyFile()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "tickets cannot be checked: set lamella.tickets.public-key-file to an"
                                + " Ed25519 public key (X.509 PEM)"))),
        Clock.systemUTC());
  }

  TicketReader(PublicKey key, Clock clock) {
    this.key = key;
    this.clock = clock;
  }

  /**
   * Checks signature and end of a ticket in its compact form.
   *
   * @throws LamellaException {@code ticket-invalid}
   */
  public Ticket read(String compact) {
    Ticket ticket = checked.get(compact);
    if (ticket == null) {
      ticket = verify(compact);
      checked.put(compact, ticket);
    }
    if (clock.instant().isAfter(ticket.expires())) {
      throw new LamellaException(
          ErrorCode.TICKET_INVALID, "The ticket has expired; read the version again for a new one");
    }
    About.version(ticket.version(), ticket.dataset());
    return ticket;
  }

  /** The ticket that a request bears, in its header or the query parameter {@code ticket}. */
  public Optional<Ticket> of(RoutingContext context) {
    String header = context.request().getHeader(Ticket.HEADER);
    if (header != null) {
      return Optional.of(read(header));
    }
    List<String> query = context.queryParam("ticket");
    return query.isEmpty() ? Optional.empty() : Optional.of(read(query.get(0)));
  }

  private Ticket verify(String compact) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmConstraints(
          new AlgorithmConstraints(ConstraintType.PERMIT, AlgorithmIdentifiers.EDDSA));
      jws.setCompactSerialization(compact);
      jws.setKey(key);
      if (!jws.verifySignature()) {
        throw new LamellaException(ErrorCode.TICKET_INVALID, "The ticket's signature is wrong");
      }
      return EventJson.MAPPER.readValue(jws.getPayload(), Ticket.class);
    } catch (JoseException | JsonProcessingException e) {
      throw new LamellaException(ErrorCode.TICKET_INVALID, "The ticket cannot be read", e);
    }
  }
}
