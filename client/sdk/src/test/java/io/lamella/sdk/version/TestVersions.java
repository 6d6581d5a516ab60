package io.lamella.sdk.version;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** Versions as a server describes them. */
public final class TestVersions {
  public static final String DOMAIN = "0123456789abcdef0123456789abcdef";

  private TestVersions() {}

  /** A draft without parents, in its turn {@code epoch}, with a ticket. */
  public static VersionView uploading(UUID version, long epoch) {
    Instant now = Instant.now();
    Ticket ticket =
        new Ticket(
            version,
            version,
            "p/n",
            epoch,
            VersionState.UPLOADING,
            DOMAIN,
            "file:/s",
            "default",
            List.of(),
            null,
            null,
            List.of(new Ticket.Domain(DOMAIN, "file:/s")),
            List.of(Ticket.Right.READ, Ticket.Right.WRITE),
            "eve",
            now.plusSeconds(3600));
    return new VersionView(
        version,
        version,
        "p",
        "n",
        "1.0.0",
        VersionState.UPLOADING,
        false,
        false,
        epoch,
        null,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        0,
        List.of(),
        null,
        List.of(),
        List.of(),
        List.of(),
        "",
        "",
        Map.of(),
        Map.of(),
        "default",
        "file:/s",
        now,
        now,
        "eve",
        null,
        null,
        compact(ticket));
  }

  private static String compact(Ticket ticket) {
    try {
      return part("{}") + "." + part(Json.MAPPER.writeValueAsString(ticket)) + ".signature";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }
}
