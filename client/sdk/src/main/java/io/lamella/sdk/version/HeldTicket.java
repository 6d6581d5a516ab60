package io.lamella.sdk.version;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.lamella.contracts.rest.TrashView;
import io.lamella.contracts.rest.VersionView;
import io.lamella.contracts.ticket.Ticket;
import io.lamella.sdk.server.Json;
import java.io.IOException;
import java.util.Base64;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The ticket of one version, fetched again when a service finds it expired. Safe for use by several
 * threads.
 */
public final class HeldTicket {
  private final UUID version;
  private final Supplier<VersionView> renewal;
  private volatile String text;

  /**
   * @param view an answer about the version, with its ticket
   * @param renewal asks for it again
   */
  public HeldTicket(VersionView view, Supplier<VersionView> renewal) {
    this.version = view.id();
    this.renewal = renewal;
    this.text = textOf(view);
  }

  public UUID version() {
    return version;
  }

  /** Its compact form, for the header {@link Ticket#HEADER}. */
  public String text() {
    return text;
  }

  /** What it says. The signature is for the services to check. */
  public Ticket ticket() {
    return read(text);
  }

  /** Does {@code work} with the ticket's text, and once more with a new one if that is refused. */
  public <T> T with(Function<String, T> work) {
    String used = text;
    try {
      return work.apply(used);
    } catch (LamellaException e) {
      if (e.code() != ErrorCode.TICKET_INVALID) {
        throw e;
      }
      return work.apply(renew(used));
    }
  }

  private synchronized String renew(String used) {
    if (used.equals(text)) {
      text = textOf(renewal.get());
    }
    return text;
  }

  private static String textOf(VersionView view) {
    String ticket = view.ticket();
    TrashView trash = view.trash();
    if (trash != null) {
      throw new LamellaException(
          ErrorCode.WRONG_STATE,
          "version "
              + view.id()
              + " is in the trash until "
              + trash.until()
              + ": restore it first");
    }
    if (ticket == null) {
      throw new LamellaException(
          ErrorCode.INTERNAL, "the server gave no ticket for version " + view.id());
    }
    return ticket;
  }

  static Ticket read(String compact) {
    String[] parts = compact.split("\\.", -1);
    try {
      if (parts.length == 3) {
        return Json.MAPPER.readValue(Base64.getUrlDecoder().decode(parts[1]), Ticket.class);
      }
    } catch (IOException | IllegalArgumentException e) {
      throw new LamellaException(ErrorCode.TICKET_INVALID, "the ticket cannot be read", e);
    }
    throw new LamellaException(ErrorCode.TICKET_INVALID, "the ticket is not a signed one");
  }
}
