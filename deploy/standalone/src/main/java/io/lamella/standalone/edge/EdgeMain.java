package io.lamella.standalone.edge;

import io.lamella.standalone.edge.Routes.Service;
import io.lamella.standalone.edge.Routes.Target;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The edge's process. */
public final class EdgeMain {
  /** As patient as the most patient service. */
  private static final Duration IDLE = Duration.ofMinutes(30);

  private EdgeMain() {}

  /**
   * Arguments: address and port to listen on, whether to answer loopback names only, and the
   * targets.
   */
  public static void main(String[] args) {
    Edge.Listen listen =
        new Edge.Listen(args[0], Integer.parseInt(args[1]), Boolean.parseBoolean(args[2]), IDLE);
    Map<Service, List<Target>> targets = new EnumMap<>(Service.class);
    Arrays.stream(args[3].split(","))
        .map(EdgeMain::target)
        .forEach(
            target ->
                targets.computeIfAbsent(target.service(), s -> new ArrayList<>()).add(target));
    Vertx vertx = Vertx.vertx();
    Edge.serve(vertx, listen, new Routes(targets))
        .onSuccess(id -> System.out.println("listens on " + args[0] + ":" + args[1]))
        .onFailure(
            failure -> {
              System.err.println("cannot listen on " + args[0] + ":" + args[1] + ": " + failure);
              Runtime.getRuntime().halt(1);
            });
  }

  /** A target as it stands in the arguments. */
  public static String argument(Target target) {
    return target.service() + "=" + target.host() + ":" + target.port();
  }

  private static Target target(String argument) {
    int equals = argument.indexOf('=');
    int colon = argument.lastIndexOf(':');
    return new Target(
        Service.valueOf(argument.substring(0, equals)),
        argument.substring(equals + 1, colon),
        Integer.parseInt(argument.substring(colon + 1)));
  }
}
