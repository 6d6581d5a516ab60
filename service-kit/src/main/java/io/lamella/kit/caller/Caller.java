package io.lamella.kit.caller;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;

/**
 * Who asks.
 *
 * @param name the token's name; {@code local} where none is demanded
 */
public record Caller(String name, Role role) {
  static final Caller LOCAL = new Caller("local", Role.ADMIN);
  private static final String KEY = Caller.class.getName();

  /** The caller of this request, as {@link CallerFilter} found it. */
  public static Caller of(RoutingContext context) {
    Caller caller = context.get(KEY);
    if (caller == null) {
      throw new LamellaException(ErrorCode.UNAUTHENTICATED, "Send a bearer token");
    }
    return caller;
  }

  void attachTo(RoutingContext context) {
    context.put(KEY, this);
  }

  /**
   * Stops a caller who may not do this.
   *
   * @throws LamellaException {@code forbidden}
   */
  public void require(Role needed) {
    if (!role.includes(needed)) {
      throw new LamellaException(
          ErrorCode.FORBIDDEN,
          name
              + " is a "
              + role.name().toLowerCase(Locale.ROOT)
              + "; this needs the role "
              + needed.name().toLowerCase(Locale.ROOT));
    }
  }
}
