package io.lamella.kit.ticket;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.kit.event.EventJson;
import io.quarkus.arc.Unremovable;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.security.PrivateKey;
import org.jose4j.jws.AlgorithmIdentifiers;
import org.jose4j.jws.JsonWebSignature;
import org.jose4j.lang.JoseException;

/** Signs tickets: a compact JWS with EdDSA. Has its key from the beginning. */
@Singleton
@Unremovable
public class TicketSigner {
  private final PrivateKey key;

  @Inject
  TicketSigner(TicketConfig config) {
    this(
        TicketKeys.privateKey(
            config
                .privateKeyFile()
                .orElseThrow(
                    () ->
                        new IllegalStateException(
                            "tickets cannot be signed: set lamella.tickets.private-key-file to an"
                                + " Ed25519 private key (PKCS#8 PEM)"))));
  }

  TicketSigner(PrivateKey key) {
    this.key = key;
  }

  /** The ticket in its compact form, fit for a header or a query parameter. */
  public String sign(Ticket ticket) {
    try {
      JsonWebSignature jws = new JsonWebSignature();
      jws.setAlgorithmHeaderValue(AlgorithmIdentifiers.EDDSA);
      jws.setKey(key);
      jws.setPayload(EventJson.MAPPER.writeValueAsString(ticket));
      return jws.getCompactSerialization();
    } catch (JoseException | JsonProcessingException e) {
      throw new IllegalStateException("a ticket could not be signed", e);
    }
  }
}
