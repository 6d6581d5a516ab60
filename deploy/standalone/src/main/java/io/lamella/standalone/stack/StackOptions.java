package io.lamella.standalone.stack;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What {@code up} was asked for.
 *
 * @param folder where all data lies
 * @param port port of the one address for clients, 0 for any
 * @param listen address that this port is bound to
 * @param tokens file of bearer tokens; without one everybody who reaches the stack may do all
 * @param scale processes of a role; of {@link Role#WORKER} and {@link Role#SEALER} beside the
 *     upload processes, which do both as well
 */
public record StackOptions(
    StackFolder folder,
    int port,
    InetAddress listen,
    @Nullable Path tokens,
    Map<Role, Integer> scale) {

  public StackOptions {
    scale = Map.copyOf(scale);
  }

  /** Whether only this machine reaches the stack. */
  public boolean isLoopback() {
    return listen.isLoopbackAddress();
  }
}
