package io.lamella.metadata.webhook;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.net.InetAddress;
import java.util.List;
import java.util.stream.Stream;

/**
 * Where deliveries may go: to public addresses, and into the networks that are named. So nobody who
 * may make webhooks reaches with them what only this service can reach.
 */
@ApplicationScoped
class Reach {
  /** What is not for everybody on the Internet, and what stands for such an address. */
  private static final List<Network> INSIDE =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "::/8",
              "64:ff9b::/32",
              "100::/8",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "fc00::/7",
              "fe80::/9",
              "ff00::/8")
          .map(Network::parse)
          .toList();

  private final List<Network> named;

  @Inject
  Reach(WebhookConfig config) {
    this(config.internalNetworks().orElse(List.of()));
  }

  /**
   * @throws IllegalArgumentException naming what is no network
   */
  Reach(List<String> named) {
    this.named = named.stream().map(Network::parse).toList();
  }

  /** Whether nothing can ever be sent there, as far as that can be said without asking anybody. */
  boolean excludes(String host) {
    String bare = host.replaceAll("^\\[|]$", "");
    if (bare.equalsIgnoreCase("localhost")) {
      return !covers(InetAddress.getLoopbackAddress());
    }
    return Network.isAddress(bare) && !covers(Network.address(bare));
  }

  boolean covers(InetAddress address) {
    return named.stream().anyMatch(network -> network.has(address))
        || INSIDE.stream().noneMatch(network -> network.has(address));
  }
}
