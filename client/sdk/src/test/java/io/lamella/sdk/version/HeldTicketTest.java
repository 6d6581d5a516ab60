package io.lamella.sdk.version;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.ticket.Ticket;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class HeldTicketTest {
  private static final String JSON =
      """
      {"version":"7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d11","dataset":"7b9c2f6e-0b57-4a39-9f57-0a3b1f0a2d12",
       "epoch":3,"state":"UPLOADING","domain":"0123456789abcdef0123456789abcdef","store":"file:/s",
       "profile":"default","parents":[],"root":null,
       "domains":[{"id":"0123456789abcdef0123456789abcdef","store":"file:/s"}],
       "rights":["READ","WRITE"],"subject":"eve","expires":"2026-11-22T10:00:00Z","later":"?"}
      """;

  private static String part(String text) {
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(text.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void readsWhatASignedTicketSays() {
    Ticket ticket = HeldTicket.read(part("{}") + "." + part(JSON) + ".signature");

    assertThat(ticket.epoch()).isEqualTo(3);
    assertThat(ticket.rights()).containsExactly(Ticket.Right.READ, Ticket.Right.WRITE);
    assertThat(ticket.domain()).isEqualTo("0123456789abcdef0123456789abcdef");
  }

  @Test
  void refusesWhatIsNoTicket() {
    assertThatThrownBy(() -> HeldTicket.read("nonsense"))
        .isInstanceOfSatisfying(
            LamellaException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.TICKET_INVALID));
    assertThatThrownBy(() -> HeldTicket.read("a.!.c")).isInstanceOf(LamellaException.class);
  }
}
