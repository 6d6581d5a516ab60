package io.lamella.sdk.server;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Finds the address for each plane: the first direct one that a quick connect reaches, else the
 * server's own. Remembers what it found; an address that is lost is not used again.
 */
final class DataAddresses {
  private static final int CONNECT_MILLIS = 300;

  private final URI server;
  private final Function<Plane, List<URI>> named;
  private final Map<Plane, URI> chosen = new ConcurrentHashMap<>();
  private final Set<URI> lost = ConcurrentHashMap.newKeySet();

  /**
   * @param named asks the server for the direct addresses of a plane
   */
  DataAddresses(URI server, Function<Plane, List<URI>> named) {
    this.server = server;
    this.named = named;
  }

  URI of(Plane plane) {
    if (plane == Plane.CATALOG) {
      return server;
    }
    URI known = chosen.get(plane);
    if (known != null) {
      return known;
    }
    URI found = find(plane);
    chosen.put(plane, found);
    return found;
  }

  /** Nothing answers there any more. */
  void lost(Plane plane, URI address) {
    if (!address.equals(server)) {
      lost.add(address);
      chosen.remove(plane, address);
    }
  }

  private URI find(Plane plane) {
    List<URI> candidates = new ArrayList<>(named.apply(plane));
    Collections.shuffle(candidates);
    return candidates.stream()
        .filter(address -> !lost.contains(address))
        .filter(DataAddresses::reaches)
        .findFirst()
        .orElse(server);
  }

  private static boolean reaches(URI address) {
    if (address.getHost() == null) {
      return false;
    }
    int port =
        address.getPort() >= 0 ? address.getPort() : "https".equals(address.getScheme()) ? 443 : 80;
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.getHost(), port), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
