package io.lamella.kit.ticket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.ExtentRef;
import io.lamella.contracts.RootRef;
import io.lamella.contracts.VersionState;
import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class TicketTest {
  private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

  private final KeyPair keys = newKeys();
  private final TicketSigner signer = new TicketSigner(keys.getPrivate());

  @Test
  void whatWasSignedIsRead() {
    Ticket ticket = ticket(NOW.plusSeconds(60));

    assertThat(readerAt(NOW).read(signer.sign(ticket))).isEqualTo(ticket);
  }

  @Test
  void refusesAnExpiredTicketAlsoWhenItWasReadBefore() {
    String compact = signer.sign(ticket(NOW.plusSeconds(60)));

    assertInvalid(readerAt(NOW.plusSeconds(61)), compact);
  }

  @Test
  void refusesATicketOfAnotherKey() {
    String compact = new TicketSigner(newKeys().getPrivate()).sign(ticket(NOW.plusSeconds(60)));

    assertInvalid(readerAt(NOW), compact);
  }

  @Test
  void refusesATicketThatWasChanged() {
    String compact = signer.sign(ticket(NOW.plusSeconds(60)));
    int middle = compact.indexOf('.') + 20;
    char other = compact.charAt(middle) == 'A' ? 'B' : 'A';

    assertInvalid(
        readerAt(NOW), compact.substring(0, middle) + other + compact.substring(middle + 1));
  }

  @Test
  void refusesATicketThatNobodySigned() {
    assertInvalid(readerAt(NOW), "eyJhbGciOiJub25lIn0.eyJ2ZXJzaW9uIjoieCJ9.");
    assertInvalid(readerAt(NOW), "no ticket at all");
  }

  private TicketReader readerAt(Instant time) {
    return new TicketReader(keys.getPublic(), Clock.fixed(time, ZoneOffset.UTC));
  }

  private static void assertInvalid(TicketReader reader, String compact) {
    assertThatThrownBy(() -> reader.read(compact))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TICKET_INVALID));
  }

  private static Ticket ticket(Instant expires) {
    String domain = "0123456789abcdef0123456789abcdef";
    String hex = "ab".repeat(32);
    RootRef root = new RootRef(hex, new ExtentRef(domain, hex, 0, 10, 20, 30, 1, 2));
    return new Ticket(
        UUID.fromString("00000000-0000-0000-0000-000000000001"),
        UUID.fromString("00000000-0000-0000-0000-000000000002"),
        "vision/frames",
        3,
        VersionState.UPLOADING,
        domain,
        "file:///store",
        "default",
        List.of(new Ticket.Parent(UUID.randomUUID(), hex, root, root)),
        new Ticket.Merge(Ticket.MergeMode.THREE_WAY, Ticket.OnConflict.OURS, true),
        null,
        List.of(new Ticket.Domain(domain, "file:///store")),
        List.of(Ticket.Right.READ, Ticket.Right.WRITE),
        "local",
        expires);
  }

  private static KeyPair newKeys() {
    try {
      return KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }
}
