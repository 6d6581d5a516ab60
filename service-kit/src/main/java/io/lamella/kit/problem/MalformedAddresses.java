package io.lamella.kit.problem;

import io.lamella.contracts.error.ErrorCode;
import io.lamella.contracts.error.LamellaException;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.regex.Pattern;

/** Addresses that are not percent-encoded: the framework refuses them without a word. */
@ApplicationScoped
public class MalformedAddresses {
  private static final Pattern MALFORMED = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  void register(@Observes Router router) {
    router.errorHandler(400, MalformedAddresses::explain);
  }

  private static void explain(RoutingContext context) {
    String address = context.request().uri();
    if (!isEncoded(address) && !context.response().ended()) {
      Problems.answer(
          context,
          new LamellaException(
              ErrorCode.INVALID_REQUEST,
              "In an address a '%' stands before two hex digits: " + address));
    }
  }

  /** True when two hex digits follow every percent sign. */
  static boolean isEncoded(String address) {
    return !MALFORMED.matcher(address).find();
  }
}
